package io.vedette.server.internal.imports;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.imports.Batch.Piece;
import io.vedette.server.internal.state.ImportState;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Appends the events of a batch, each at its own version. That makes it repeatable for ever and in any cut, without an id
 * for each append that the store would have to remember: what is there already is compared instead, and must be equal.
 */
final class PieceStore {

    /** Enough for large groups on the disk, few enough to leave room for the commands of others. */
    private static final int APPENDS_AT_ONCE = 1_024;

    private final StorageBackend storage;
    private final InstantSource clock;
    private final Belonging belonging;

    PieceStore(StorageBackend storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
        this.belonging = new Belonging(storage);
    }

    /**
     * Completes when all of it is durable. Nothing is appended to a registry before all that it may name is stored, so a
     * batch that is refused for another history leaves its registries as they were.
     */
    Mono<Void> store(Batch batch, ImportState of) {
        Predicate<Piece> ofRegistry = piece -> piece.aggregate().kind() == AggregateKind.REGISTRY;
        return belonging
                .require(batch.pieces(), of)
                .then(appendAll(batch, ofRegistry.negate(), of))
                .then(appendAll(batch, ofRegistry, of));
    }

    private Mono<Void> appendAll(Batch batch, Predicate<Piece> which, ImportState of) {
        return Flux.fromIterable(batch.pieces())
                .filter(which)
                .flatMap(piece -> append(piece, of), APPENDS_AT_ONCE, 1)
                .then();
    }

    private Mono<Void> append(Piece piece, ImportState of) {
        Expected at = piece.base() == 0 ? new Expected.NoStream() : new Expected.Exactly(piece.base());
        Append append = new Append(piece.aggregate(), at, null, clock.millis(), piece.events());
        return storage.append(append)
                .onErrorMap(
                        IllegalArgumentException.class,
                        large -> new Refused(Refusal.invalid("events", String.valueOf(large.getMessage()))))
                .flatMap(reply -> {
                    if (reply instanceof AppendReply.Conflict conflict) {
                        return compare(piece, conflict.current(), of);
                    }
                    return reply instanceof AppendReply.Unavailable unavailable
                            ? refuse(new Refusal(Refusal.Code.UNAVAILABLE, unavailable.reason(), Map.of()))
                            : Mono.empty();
                });
    }

    /** The history is longer than expected: from an attempt before, or it is another one. */
    private Mono<Void> compare(Piece piece, long current, ImportState of) {
        if (current < piece.base()) {
            return refuse(Refusal.invalid(
                    "events",
                    "of " + piece.aggregate() + ", version " + (piece.base() + 1) + " must not follow " + current));
        }
        int there = (int) Math.min(current - piece.base(), piece.events().size());
        return storage.read(piece.aggregate(), piece.base(), there)
                .map(Recorded::event)
                .collectList()
                .flatMap(stored -> {
                    List<Event> rest =
                            piece.events().subList(there, piece.events().size());
                    if (!stored.equals(piece.events().subList(0, there))) {
                        return refuse(Belonging.otherHistory(piece.aggregate(), of.id()));
                    }
                    if (rest.isEmpty()) {
                        return Mono.empty();
                    }
                    Piece more = new Piece(piece.aggregate(), piece.base() + there, rest);
                    return belonging.require(more, of).then(Mono.defer(() -> append(more, of)));
                });
    }

    private static Mono<Void> refuse(Refusal refusal) {
        return Mono.error(new Refused(refusal));
    }
}
