package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Start;
import io.vedette.domain.codec.WireCursors;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.ReadAllRequest;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadRequest;
import io.vedette.proto.v1.SubscribeMode;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Reading histories, one or many at a time, or all. */
class JournalTest {

    private final AtomicLong readEvents = new AtomicLong();
    private final TestRegistry registry = TestRegistry.on(new WrappedStorage(TestRegistry.memory()) {
        @Override
        public Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit) {
            return super.read(aggregate, afterVersion, limit).doOnNext(event -> readEvents.incrementAndGet());
        }
    });

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    @Tag("W13")
    void readsOneHistoryAfterAVersion() {
        AggregateId id = registry.history(1, 1_000);

        List<EventEnvelope> events = events(registry.journal.read(ReadRequest.newBuilder()
                .setAggregate(WireIds.ref(id))
                .setAfterVersion(100)
                .build()));

        assertThat(events).hasSize(900);
        assertThat(events.get(0).getVersion()).isEqualTo(101);
        assertThat(events.get(899).getVersion()).isEqualTo(1_000);
    }

    @Test
    void readsAtMostAsManyAsAskedFor() {
        AggregateId id = registry.history(1, 10);

        List<EventEnvelope> events = events(registry.journal.read(ReadRequest.newBuilder()
                .setAggregate(WireIds.ref(id))
                .setLimit(3)
                .build()));

        assertThat(events).extracting(EventEnvelope::getVersion).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aHistoryThatIsNotThereIsEmpty() {
        assertThat(events(registry.journal.read(ReadRequest.newBuilder()
                        .setAggregate(WireIds.ref(new AggregateId(AggregateKind.REPO, new UUID(4, 4))))
                        .build())))
                .isEmpty();
    }

    @Test
    void aReadWithoutAnAggregateNamesTheField() {
        StatusRuntimeException error = catchThrowableOfType(
                StatusRuntimeException.class, () -> events(registry.journal.read(ReadRequest.getDefaultInstance())));

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(TestRegistry.info(error).getMetadataMap()).containsEntry("field", "aggregate");
    }

    @Test
    void aPositionThatIsNotThereYetIsUnavailable() {
        StatusRuntimeException error = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> events(registry.journal.read(ReadRequest.newBuilder()
                        .setAggregate(WireIds.ref(registry.history(1, 1)))
                        .setMinPosition(99)
                        .build())));

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aClientThatDoesNotReadDoesNotMakeTheServerRead() {
        AggregateId id = registry.history(1, 100_000);
        // The registry reads it too, to see what is to be done for it.
        await(() -> registry.server.core().isFollowed()
                && registry.server.core().processes().counts().parked() == 1);
        registry.server.core().processes().whenIdle().block();
        long before = readEvents.get();
        ClientStream<ReadRequest, ReadBatch> stream = new ClientStream<>(1);
        registry.journalAsync.read(
                ReadRequest.newBuilder().setAggregate(WireIds.ref(id)).build(), stream);
        await(() -> stream.received.size() == 1);
        long afterOne = readEvents.get() - before;

        assertThat(afterOne).isLessThan(20_000);
        stream.request(Integer.MAX_VALUE);

        assertThat(stream.awaitEnd().isOk()).isTrue();
        assertThat(stream.received.stream().mapToInt(ReadBatch::getEventsCount).sum())
                .isEqualTo(100_000);
    }

    @Test
    void aMessageStaysSmallHoweverLargeTheEventsAre() {
        AggregateId id = new AggregateId(AggregateKind.WORKFLOW, new UUID(3, 9));
        Event large = new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.copyOf(new byte[40_000]));
        for (int i = 0; i < 100; i++) {
            registry.storage
                    .append(new Append(id, new Expected.Any(), null, 1, List.of(large)))
                    .block();
        }
        List<ReadBatch> one = new ArrayList<>();
        registry.journal
                .read(ReadRequest.newBuilder().setAggregate(WireIds.ref(id)).build())
                .forEachRemaining(one::add);

        assertThat(one.stream().mapToInt(ReadBatch::getEventsCount).sum()).isEqualTo(100);
        assertThat(one).allMatch(batch -> batch.getSerializedSize() < 100_000);
    }

    @Test
    void readsAllHistoriesInTheirOneOrder() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");
        registry.execute(TestRegistry.shadow(repo, "/s/a"));

        List<EventEnvelope> all = events(registry.journal.readAll(ReadAllRequest.getDefaultInstance()));
        List<EventEnvelope> repos = events(registry.journal.readAll(ReadAllRequest.newBuilder()
                .setFilter(WireCursors.filter(
                        new Filter(Set.of(), List.of(new RepoPath("/ex/a")), Set.of(AggregateKind.REPO))))
                .build()));
        List<EventEnvelope> two = events(
                registry.journal.readAll(ReadAllRequest.newBuilder().setLimit(2).build()));

        assertThat(all)
                .extracting(EventEnvelope::getPosition)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 6).mapToObj(i -> (long) i).toList());
        assertThat(repos)
                .hasSize(2)
                .allMatch(event -> WireIds.uuid(event.getAggregate().getId()).equals(repo.uuid()));
        assertThat(two).hasSize(2);
    }

    @Test
    void readsAllAfterACursorAndRefusesOneOfAnotherStore() {
        registry.history(1, 5);
        Cursor cursor = registry.storage.end();
        registry.history(2, 3);

        List<EventEnvelope> after = events(registry.journal.readAll(ReadAllRequest.newBuilder()
                .setStart(WireCursors.start(new Start.After(cursor)))
                .build()));
        StatusRuntimeException error = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> events(registry.journal.readAll(ReadAllRequest.newBuilder()
                        .setStart(
                                WireCursors.start(new Start.After(new Cursor(new UUID(9, 9), 1, 5, cursor.eventId()))))
                        .build())));

        assertThat(after).extracting(EventEnvelope::getPosition).containsExactly(6L, 7L, 8L);
        assertThat(TestRegistry.info(error).getMetadataMap()).containsEntry("state", "OTHER_STORE");
    }

    @Test
    @Tag("W13")
    void manySmallEventsComeInFewMessages() {
        AggregateId id = registry.history(1, 1_000);
        AtomicInteger messages = new AtomicInteger();

        registry.journal
                .read(ReadRequest.newBuilder().setAggregate(WireIds.ref(id)).build())
                .forEachRemaining(batch -> messages.incrementAndGet());

        assertThat(messages).hasValueBetween(1, 20);
    }

    @Test
    @Tag("W47")
    void anEventHasTheSameNumberOnWhateverRoadItComes() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");
        registry.execute(TestRegistry.shadow(repo, "/s/a"));
        Map<Long, EventEnvelope> ofAll = events(registry.journal.readAll(ReadAllRequest.getDefaultInstance())).stream()
                .collect(Collectors.toMap(EventEnvelope::getPosition, event -> event));
        Watcher watcher = Watcher.open(
                        registry, new Start.Beginning(), Filter.ALL, SubscribeMode.EVENTS, ClientStream.eager())
                .caughtUp();

        for (AggregateId id : List.of(RegistryId.ofName("exreg").aggregate(), repo.aggregate())) {
            List<EventEnvelope> read = events(registry.journal.read(
                    ReadRequest.newBuilder().setAggregate(WireIds.ref(id)).build()));
            assertThat(read)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event).isEqualTo(ofAll.get(event.getPosition())));
        }
        await(() -> watcher.events().size() == ofAll.size());
        assertThat(watcher.events()).containsExactlyInAnyOrderElementsOf(ofAll.values());
    }

    @Test
    void anUnknownEventTravelsAsItIs() {
        registry.withRoot();
        RepoId repo = registry.added("/ex/a");
        new ByHand(registry.storage, "exreg").unknown(repo.aggregate());

        List<EventEnvelope> events = events(registry.journal.read(ReadRequest.newBuilder()
                .setAggregate(WireIds.ref(repo.aggregate()))
                .build()));

        assertThat(events.get(1).getTypeValue()).isEqualTo(9_999);
        assertThat(registry.queries.getRepo(TestRegistry.byId(repo)).getUnknownEvents())
                .isEqualTo(1);
    }

    private static List<EventEnvelope> events(Iterator<ReadBatch> batches) {
        List<EventEnvelope> events = new ArrayList<>();
        batches.forEachRemaining(batch -> events.addAll(batch.getEventsList()));
        return events;
    }
}
