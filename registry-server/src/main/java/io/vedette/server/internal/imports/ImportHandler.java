package io.vedette.server.internal.imports;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ImportEvents;
import io.vedette.proto.v1.StoreHistoriesRequest;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.command.Mailboxes;
import io.vedette.server.internal.state.FoldedRegistry;
import io.vedette.server.internal.state.Hold;
import io.vedette.server.internal.state.ImportState;
import io.vedette.server.internal.state.ImportState.Phase;
import io.vedette.server.internal.state.Imports;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes imports, one step of each at a time. What protects the registries is in the store before the first event of theirs
 * is, and ends after the last one, so a crash at any point leaves an import that is open and can be gone on with.
 */
public final class ImportHandler {

    /** After so many events the import's own history says how far it is. */
    private static final int ADVANCE = 32_768;

    private final StorageBackend storage;
    private final Registries registries;
    private final Imports imports;
    private final Mailboxes mailboxes;
    private final InstantSource clock;
    private final PieceStore pieces;

    /** Holds registries in {@code imports} and works in the imports' own mailboxes. */
    public ImportHandler(
            StorageBackend storage, Registries registries, Imports imports, Mailboxes mailboxes, InstantSource clock) {
        this.storage = storage;
        this.registries = registries;
        this.imports = imports;
        this.mailboxes = mailboxes;
        this.clock = clock;
        this.pieces = new PieceStore(storage, clock);
    }

    Mono<ImportState> begin(NewImport wanted, boolean dry) {
        return mailboxes.submit(wanted.id().aggregate(), () -> {
            ImportState state = imports.of(wanted.id());
            return state.phase() == Phase.NONE ? beginNew(wanted, dry) : goOn(state, wanted);
        });
    }

    private static Mono<ImportState> goOn(ImportState state, NewImport wanted) {
        boolean same = state.digest().equals(wanted.digest())
                && state.events() == wanted.events()
                && state.registries().equals(wanted.registries());
        return switch (state.phase()) {
            case NONE, OPEN ->
                same
                        ? Mono.just(state)
                        : refuse(Refusal.precondition(
                                "import " + state.id() + " began with other content; use the program that began it",
                                "OTHER_IMPORT"));
            case COMMITTED ->
                refuse(Refusal.exists(
                        "this was imported before, by import " + state.id() + "; there is nothing to do",
                        state.id().toString()));
            case ABORTED ->
                refuse(Refusal.precondition(
                        "import " + state.id() + " of this was given up; its repositories are stored in part, so it"
                                + " cannot begin anew",
                        "IMPORT_ABORTED"));
        };
    }

    private Mono<ImportState> beginNew(NewImport wanted, boolean dry) {
        for (RegistryId registry : wanted.registries()) {
            if (!imports.reserve(registry, wanted.id())) {
                Hold hold = imports.hold(registry);
                letGo(wanted);
                return refuse(
                        hold == null
                                ? unavailable("an import of registry " + registry + " has just ended; try again")
                                : hold.refusal(registry.toString()));
            }
        }
        Mono<Void> absent = Flux.fromIterable(wanted.registries())
                .concatMap(this::requireAbsent, 1)
                .then();
        if (dry) {
            return lettingGo(wanted, absent.thenReturn(imports.of(wanted.id())));
        }
        ImportEvents.ImportStarted.Builder started = ImportEvents.ImportStarted.newBuilder()
                .setDigest(ByteString.copyFrom(wanted.digest().toArray()))
                .setEvents(wanted.events());
        wanted.registries().forEach(id -> started.addRegistryIds(WireIds.bytes(id.uuid())));
        return lettingGo(
                wanted, absent.then(Mono.defer(() -> post(imports.of(wanted.id()), "STARTED", started.build()))));
    }

    /** Before anybody hears of the end, who may begin another import of the same registries at once. */
    private <T> Mono<T> lettingGo(NewImport wanted, Mono<T> work) {
        return work.doOnTerminate(() -> letGo(wanted)).doOnCancel(() -> letGo(wanted));
    }

    /** Leaves the registries of an import that has begun held. */
    private void letGo(NewImport wanted) {
        wanted.registries().forEach(registry -> imports.release(registry, wanted.id()));
    }

    /** In the registry's own mailbox: a command before it has been executed, one after it sees the hold. */
    private Mono<Void> requireAbsent(RegistryId registry) {
        return mailboxes
                .submit(registry.aggregate(), () -> registries.catchUp(registry))
                .flatMap(folded -> {
                    if (folded.state().version() == 0) {
                        return Mono.empty();
                    }
                    String name = folded.state().name() == null
                            ? registry.toString()
                            : folded.state().name();
                    return refuse(Refusal.exists(
                            "registry " + name + " exists; an import only makes new ones", registry.toString()));
                });
    }

    Mono<ImportState> store(ImportId id, StoreHistoriesRequest request) {
        return mailboxes.submit(id.aggregate(), () -> {
            ImportState state = open(id);
            Batch batch = Batch.of(request, state);
            long end = batch.after() + batch.count();
            if (batch.after() < 0 || end > state.events()) {
                return refuse(Refusal.invalid(
                        "after", "must be " + state.stored() + " of " + state.events() + ", not " + batch.after()));
            }
            if (batch.after() > state.stored()) {
                return refuse(Refusal.precondition(
                        "import " + id + " is sure of " + state.stored() + " events, not of " + batch.after()
                                + "; begin again after those",
                        "BEHIND"));
            }
            if (end <= state.stored()) {
                return Mono.just(state);
            }
            return pieces.store(batch, state).then(Mono.defer(() -> advance(id, state.stored(), end)));
        });
    }

    private Mono<ImportState> advance(ImportId id, long before, long stored) {
        imports.advanced(id, stored);
        return before / ADVANCE == stored / ADVANCE
                ? Mono.just(imports.of(id))
                : post(
                        imports.of(id),
                        "ADVANCED",
                        ImportEvents.ImportAdvanced.newBuilder()
                                .setStored(stored)
                                .build());
    }

    Mono<ImportState> commit(ImportId id) {
        return mailboxes.submit(id.aggregate(), () -> {
            if (imports.of(id).phase() == Phase.COMMITTED) {
                return Mono.just(imports.of(id));
            }
            ImportState state = open(id);
            if (state.stored() < state.events()) {
                return refuse(Refusal.precondition(
                        "import " + id + " is sure of " + state.stored() + " of " + state.events()
                                + " events; begin again after those",
                        "BEHIND"));
            }
            // All is folded before anybody may use it.
            return foldAll(state)
                    .then(Mono.defer(
                            () -> post(state, "COMMITTED", ImportEvents.ImportCommitted.getDefaultInstance())));
        });
    }

    Mono<ImportState> abort(ImportId id) {
        return mailboxes.submit(id.aggregate(), () -> {
            if (imports.of(id).phase() == Phase.ABORTED) {
                return Mono.just(imports.of(id));
            }
            ImportState state = open(id);
            return foldAll(state).then(Mono.defer(() -> {
                ImportEvents.ImportAborted.Builder aborted = ImportEvents.ImportAborted.newBuilder();
                state.registries().stream()
                        .filter(registry -> registries.of(registry).state().version() > 0)
                        .forEach(registry -> aborted.addUnusableRegistryIds(WireIds.bytes(registry.uuid())));
                return post(state, "ABORTED", aborted.build());
            }));
        });
    }

    private Mono<Void> foldAll(ImportState state) {
        Flux<FoldedRegistry> folded = Flux.fromIterable(state.registries()).concatMap(registries::catchUp, 1);
        return folded.then();
    }

    private ImportState open(ImportId id) {
        ImportState state = imports.of(id);
        return switch (state.phase()) {
            case OPEN -> state;
            case NONE -> throw new Refused(Refusal.notFound("there is no import " + id));
            case COMMITTED ->
                throw new Refused(Refusal.precondition("import " + id + " has ended: all is imported", "COMMITTED"));
            case ABORTED -> throw new Refused(Refusal.precondition("import " + id + " was given up", "IMPORT_ABORTED"));
        };
    }

    /** Appends to the history of the import itself. Its version guards it, so no command id is needed. */
    private Mono<ImportState> post(ImportState state, String type, MessageLite payload) {
        Event event = new Event.OfWorkflow(ImportId.KIND, type, Event.Bytes.copyOf(payload.toByteArray()));
        ImportId id = state.id();
        Expected at = state.version() == 0 ? new Expected.NoStream() : new Expected.Exactly(state.version());
        return storage.append(new Append(id.aggregate(), at, null, clock.millis(), List.of(event)))
                // It may be stored nevertheless; then its registries must stay held.
                .onErrorResume(failed -> imports.catchUp(id).onErrorComplete().then(Mono.<AppendReply>error(failed)))
                .flatMap(reply -> {
                    if (reply instanceof Appended appended) {
                        var stored = appended.events().get(0);
                        imports.fold(new Recorded(
                                stored,
                                null,
                                id.aggregate(),
                                appended.version(),
                                appended.position(),
                                stored.millis(),
                                null,
                                event));
                        return Mono.just(imports.of(id));
                    }
                    String why = reply instanceof AppendReply.Unavailable unavailable
                            ? unavailable.reason()
                            : "import " + id + " has changed meanwhile; try again";
                    return imports.catchUp(id).then(refuse(unavailable(why)));
                });
    }

    private static Refusal unavailable(String why) {
        return new Refusal(Refusal.Code.UNAVAILABLE, why, Map.of());
    }

    private static <T> Mono<T> refuse(Refusal refusal) {
        return Mono.error(new Refused(refusal));
    }
}
