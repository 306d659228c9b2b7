package io.vedette.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.AbortImportRequest;
import io.vedette.proto.v1.AggregateRef;
import io.vedette.proto.v1.BeginImportRequest;
import io.vedette.proto.v1.CommitImportRequest;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.EventType;
import io.vedette.proto.v1.FindHistoriesRequest;
import io.vedette.proto.v1.ImportServiceGrpc;
import io.vedette.proto.v1.ImportStatus;
import io.vedette.proto.v1.ImportedEvent;
import io.vedette.proto.v1.RegistryEvents;
import io.vedette.proto.v1.RepoEvents;
import io.vedette.proto.v1.StoreHistoriesRequest;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.Commit;
import io.vedette.server.storage.Expected;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the server itself sees to in an import, whatever a client sends. */
class ImportRulesTest {

    private static final AggregateId EXREG = RegistryId.ofName("exreg").aggregate();
    private static final AggregateId WORKFLOW = new AggregateId(AggregateKind.WORKFLOW, new UUID(4, 4));
    private static final ByteString DIGEST = ByteString.copyFrom(new byte[ImportId.DIGEST]);
    private static final ImportId ID = ImportId.ofDigest(Event.Bytes.copyOf(DIGEST.toByteArray()));

    private final TestRegistry registry = TestRegistry.start();
    private final ImportServiceGrpc.ImportServiceBlockingStub imports =
            ImportServiceGrpc.newBlockingStub(registry.channel);

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void whatIsNoImportIsNotBegun() {
        assertInvalid(
                "digest",
                () -> imports.beginImport(
                        begin(3).setDigest(DIGEST.substring(1)).build()));
        assertInvalid("events", () -> imports.beginImport(begin(0).build()));
        assertInvalid(
                "registry_ids",
                () -> imports.beginImport(begin(3).clearRegistryIds().build()));
        assertInvalid(
                "registry_ids",
                () -> imports.beginImport(
                        begin(3).addRegistryIds(begin(3).getRegistryIds(0)).build()));
        assertInvalid(
                "import_id",
                () -> imports.commitImport(CommitImportRequest.newBuilder()
                        .setImportId(WireIds.bytes(new UUID(1, 2)))
                        .build()));
        assertThat(reason(() -> imports.abortImport(
                        AbortImportRequest.newBuilder().setImportId(id()).build())))
                .isEqualTo("NOT_FOUND");
        assertThat(imports.beginImport(begin(3).setDryRun(true).build()).getState())
                .isEqualTo(ImportStatus.State.STATE_UNSPECIFIED);
        assertThat(registry.storage.end().position()).isZero();
    }

    @Test
    void theSameImportWithOtherContentIsAnotherOne() {
        imports.beginImport(begin(3).build());

        assertThat(imports.beginImport(begin(3).build()).getState()).isEqualTo(ImportStatus.State.OPEN);
        assertThat(reason(() -> imports.beginImport(begin(4).build()))).isEqualTo("FAILED_PRECONDITION");
        assertThat(registry.storage.end().position()).isEqualTo(1);
    }

    @Test
    void eventsThatTheImportHasNothingToDoWithAreRefusedAndNothingOfTheirRequestIsStored() {
        imports.beginImport(begin(9).build());
        ImportedEvent good = workflow(WORKFLOW, 1, "X");
        ByteString elsewhere = WireIds.bytes(RegistryId.ofName("other").uuid());

        assertInvalid("events", () -> store(0, good, registryAdded("other", 1)));
        assertInvalid("events", () -> store(0, good, started(elsewhere)));
        assertInvalid("events", () -> store(0, good, workflow(ID.aggregate(), 1, "X")));
        assertInvalid("events", () -> store(0, good, workflow(WORKFLOW, 2, ImportId.KIND)));
        assertInvalid("events", () -> store(0, good, workflow(WORKFLOW, 3, "X")));
        assertInvalid("events", () -> store(0, workflow(WORKFLOW, 0, "X")));
        assertInvalid("events", () -> store(0, workflow(WORKFLOW, 2, "X")));
        assertInvalid("events", () -> store(0));
        assertInvalid("events", () -> store(0, good, registryAdded("x".repeat(5_000), 1)));
        assertInvalid("after", () -> store(9, good));

        assertThat(registry.storage.end().position()).isEqualTo(1);
    }

    @Test
    void anImportIsCommittedOnlyWithAllItsEventsAndARequestCanBeSentAgain() {
        imports.beginImport(begin(2).build());
        assertThat(reason(() -> store(1, registryAdded("exreg", 1)))).isEqualTo("FAILED_PRECONDITION");

        store(0, workflow(WORKFLOW, 1, "X"));
        assertThat(reason(this::commit)).isEqualTo("FAILED_PRECONDITION");
        assertThat(store(0, workflow(WORKFLOW, 1, "X")).getStored()).isEqualTo(1);
        assertThat(store(1, registryAdded("exreg", 1)).getStored()).isEqualTo(2);

        assertThat(commit().getState()).isEqualTo(ImportStatus.State.COMMITTED);
        assertThat(commit().getState()).isEqualTo(ImportStatus.State.COMMITTED);
        assertThat(reason(() -> store(1, registryAdded("exreg", 1)))).isEqualTo("FAILED_PRECONDITION");
        assertThat(registry.names(ID.aggregate())).containsExactly("IMPORT_STARTED", "IMPORT_COMMITTED");
        assertThat(registry.names(EXREG)).containsExactly("REGISTRY_ADDED");
    }

    @Test
    void historiesThatExistAreFoundInTheOrderOfTheRequest() {
        registry.withRoot();
        AggregateRef there = WireIds.ref(EXREG);
        AggregateRef absent = WireIds.ref(WORKFLOW);

        assertThat(imports.findHistories(FindHistoriesRequest.newBuilder()
                                .addAggregates(absent)
                                .addAggregates(there)
                                .build())
                        .getExistingList())
                .containsExactly(there);
        assertInvalid(
                "aggregates",
                () -> imports.findHistories(FindHistoriesRequest.newBuilder()
                        .addAllAggregates(Collections.nCopies(4_097, there))
                        .build()));
    }

    @Test
    void aRegistryWithANameThatNobodyCouldCreateItByIsRefused() {
        for (String name : List.of("x".repeat(5_000), "ex\u001b[2Jreg", "ExReg")) {
            byte[] digest = new byte[ImportId.DIGEST];
            digest[0] = (byte) name.length();
            ImportStatus begun = imports.beginImport(begin(1).setDigest(ByteString.copyFrom(digest))
                    .setRegistryIds(0, WireIds.bytes(RegistryId.ofName(name).uuid()))
                    .build());

            assertInvalid(
                    "events",
                    () -> imports.storeHistories(StoreHistoriesRequest.newBuilder()
                            .setImportId(begun.getImportId())
                            .addEvents(registryAdded(name, 1))
                            .build()));
        }
    }

    @Test
    void nothingIsAddedToHistoriesThatAreNotTheImports() {
        RegistryId other = RegistryId.ofName("other");
        AggregateId repo = TestRegistry.repo("r").aggregate();
        ImportedEvent first = started(WireIds.bytes(other.uuid()));
        registry.storage
                .append(new Append(repo, new Expected.NoStream(), null, 1, List.of(event(repo, first))))
                .block();
        Event theirs = event(WORKFLOW, workflow(WORKFLOW, 1, "X"));
        registry.storage
                .append(new Append(WORKFLOW, new Expected.NoStream(), null, 1, List.of(theirs)))
                .block();
        imports.beginImport(begin(9).build());
        long before = registry.storage.end().position();
        AggregateId mine = new AggregateId(AggregateKind.WORKFLOW, new UUID(4, 5));

        assertOtherHistory(() -> store(0, workflow(mine, 1, "X"), unknown(repo, 2)));
        assertOtherHistory(() -> store(0, workflow(mine, 1, "X"), workflow(WORKFLOW, 2, "X")));
        assertOtherHistory(() -> store(0, workflow(WORKFLOW, 1, "X"), workflow(WORKFLOW, 2, "X")));
        assertThat(registry.storage.end().position()).isEqualTo(before);

        store(0, workflow(mine, 1, "X"), started(begin(9).getRegistryIds(0), "s"));
        store(2, workflow(mine, 2, "X"), unknown(TestRegistry.repo("s").aggregate(), 2));
        assertThat(registry.storage.end().position()).isEqualTo(before + 4);
    }

    @Test
    void anImportWhoseBeginningWasStoredThoughTheStoreFailedHoldsItsRegistries() {
        var failing = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<AppendReply> append(Append append) {
                return ImportId.isOne(append.aggregate())
                        ? super.append(append).then(Mono.error(new IllegalStateException("the disk said nothing")))
                        : super.append(append);
            }

            @Override
            public Flux<Commit> commits() {
                return Flux.never();
            }
        };
        try (TestRegistry there = TestRegistry.on(failing)) {
            var begun = ImportServiceGrpc.newBlockingStub(there.channel);

            assertThatThrownBy(() -> begun.beginImport(begin(1).build())).isInstanceOf(StatusRuntimeException.class);

            assertThatThrownBy(() -> there.execute(new RegistryCommand.CreateRegistry("exreg")))
                    .hasMessageContaining(ID.toString());
        }
    }

    private static void assertOtherHistory(Runnable call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(TestRegistry.info(refused).getMetadataMap()).containsEntry("state", "OTHER_HISTORY");
        assertThat(refused).hasMessageContaining("vedette import --abort " + ID);
    }

    private static Event event(AggregateId aggregate, ImportedEvent wire) {
        return EventCodec.readEvent(
                aggregate.kind(),
                EventEnvelope.newBuilder()
                        .setTypeValue(wire.getTypeValue())
                        .setPayload(wire.getPayload())
                        .setWorkflowKind(wire.getWorkflowKind())
                        .setWorkflowEvent(wire.getWorkflowEvent())
                        .build());
    }

    private static ImportedEvent unknown(AggregateId id, long version) {
        return ImportedEvent.newBuilder()
                .setAggregate(WireIds.ref(id))
                .setVersion(version)
                .setTypeValue(4711)
                .build();
    }

    private static BeginImportRequest.Builder begin(long events) {
        return BeginImportRequest.newBuilder()
                .setDigest(DIGEST)
                .setEvents(events)
                .addRegistryIds(WireIds.bytes(EXREG.uuid()));
    }

    private ImportStatus store(long after, ImportedEvent... events) {
        return imports.storeHistories(StoreHistoriesRequest.newBuilder()
                .setImportId(id())
                .setAfter(after)
                .addAllEvents(List.of(events))
                .build());
    }

    private ImportStatus commit() {
        return imports.commitImport(
                CommitImportRequest.newBuilder().setImportId(id()).build());
    }

    private static ByteString id() {
        return WireIds.bytes(ID.uuid());
    }

    private static ImportedEvent workflow(AggregateId id, long version, String kind) {
        return ImportedEvent.newBuilder()
                .setAggregate(WireIds.ref(id))
                .setVersion(version)
                .setWorkflowKind(kind)
                .setWorkflowEvent("STARTED")
                .build();
    }

    private static ImportedEvent registryAdded(String name, long version) {
        return ImportedEvent.newBuilder()
                .setAggregate(WireIds.ref(RegistryId.ofName(name).aggregate()))
                .setVersion(version)
                .setType(EventType.REGISTRY_ADDED)
                .setPayload(RegistryEvents.RegistryAdded.newBuilder()
                        .setName(name)
                        .build()
                        .toByteString())
                .build();
    }

    private static ImportedEvent started(ByteString registry) {
        return started(registry, "r");
    }

    private static ImportedEvent started(ByteString registry, String repo) {
        return ImportedEvent.newBuilder()
                .setAggregate(WireIds.ref(TestRegistry.repo(repo).aggregate()))
                .setVersion(1)
                .setType(EventType.REPO_INIT_STARTED)
                .setPayload(RepoEvents.RepoInitStarted.newBuilder()
                        .setRegistryId(registry)
                        .setPath("/ex/r")
                        .setCreator("Ada <ada@example.com>")
                        .setHost("h1")
                        .setHostPath("/data/r")
                        .build()
                        .toByteString())
                .build();
    }

    private static void assertInvalid(String field, Runnable call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(TestRegistry.info(refused).getReason()).isEqualTo("INVALID_ARGUMENT");
        assertThat(TestRegistry.info(refused).getMetadataMap()).containsEntry("field", field);
    }

    private static String reason(Runnable call) {
        return TestRegistry.info(catchThrowableOfType(StatusRuntimeException.class, call::run))
                .getReason();
    }
}
