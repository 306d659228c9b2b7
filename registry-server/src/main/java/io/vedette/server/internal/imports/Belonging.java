package io.vedette.server.internal.imports;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoEvent;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.imports.Batch.Piece;
import io.vedette.server.internal.state.ImportState;
import io.vedette.server.storage.StorageBackend;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sees to it that only what an import has brought itself grows by it. Its registries are held and were absent when it
 * began. A repository says whose it is in its first event; where that cannot be read, and of a workflow, the first event
 * must be younger than the import.
 */
final class Belonging {

    private static final int READS_AT_ONCE = 64;

    private final StorageBackend storage;

    Belonging(StorageBackend storage) {
        this.storage = storage;
    }

    /** Refuses pieces that would go on with histories of others. */
    Mono<Void> require(Iterable<Piece> pieces, ImportState of) {
        return Flux.fromIterable(pieces)
                .filter(piece -> piece.base() > 0)
                .flatMap(piece -> require(piece, of), READS_AT_ONCE)
                .then();
    }

    /** Refuses a piece that would go on with a history of others. */
    Mono<Void> require(Piece piece, ImportState of) {
        return switch (piece.aggregate().kind()) {
            case REGISTRY -> Mono.empty();
            case REPO -> first(piece.aggregate()).flatMap(first -> requireOwnRepo(first, of));
            case WORKFLOW -> first(piece.aggregate()).flatMap(first -> requireYounger(first, of));
        };
    }

    private Mono<Void> requireOwnRepo(Recorded first, ImportState of) {
        if (first.event() instanceof RepoEvent.RepoInitStarted started) {
            return of.registries().contains(started.registry()) ? Mono.empty() : refuse(first.aggregate(), of.id());
        }
        boolean unread = first.event() instanceof Event.Unknown || first.event() instanceof Event.Malformed;
        return unread ? requireYounger(first, of) : refuse(first.aggregate(), of.id());
    }

    private Mono<Void> requireYounger(Recorded first, ImportState of) {
        return first(of.id().aggregate())
                .flatMap(begun ->
                        first.position() > begun.position() ? Mono.<Void>empty() : refuse(first.aggregate(), of.id()));
    }

    /** Empty where there is none: then the versions do not fit, which the append says. */
    private Mono<Recorded> first(AggregateId aggregate) {
        return storage.read(aggregate, 0, 1).next();
    }

    private static Mono<Void> refuse(AggregateId aggregate, ImportId id) {
        return Mono.error(new Refused(otherHistory(aggregate, id)));
    }

    /** What is stored is not what the import brings. */
    static Refusal otherHistory(AggregateId aggregate, ImportId id) {
        return Refusal.precondition(
                aggregate
                        + " has another history in this store; what is stored was not changed, and this file cannot be"
                        + " imported here; give the import up with: vedette import --abort " + id,
                "OTHER_HISTORY");
    }
}
