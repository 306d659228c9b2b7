package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Start;
import io.vedette.domain.codec.WireCursors;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.OpenRead;
import io.vedette.proto.v1.ReadAllRequest;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyReply.ReplyCase;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
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
    void readsOneHistoryAfterAVersion() {
        AggregateId id = history(1, 1_000);

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
        AggregateId id = history(1, 10);

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
                        .setAggregate(WireIds.ref(history(1, 1)))
                        .setMinPosition(99)
                        .build())));

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aClientThatDoesNotReadDoesNotMakeTheServerRead() {
        AggregateId id = history(1, 100_000);
        ClientStream<ReadRequest, ReadBatch> stream = new ClientStream<>(1);
        registry.journalAsync.read(
                ReadRequest.newBuilder().setAggregate(WireIds.ref(id)).build(), stream);
        await(() -> stream.received.size() == 1);
        long afterOne = readEvents.get();

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
        ClientStream<ReadManyRequest, ReadManyReply> many = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(many);
        requests.onNext(open(1, id));
        requests.onNext(credit(1_000));
        List<ReadBatch> one = new ArrayList<>();
        registry.journal
                .read(ReadRequest.newBuilder().setAggregate(WireIds.ref(id)).build())
                .forEachRemaining(one::add);
        await(() -> ends(many).size() == 1);
        requests.onCompleted();

        assertThat(eventsOf(many)).isEqualTo(100);
        assertThat(batches(many)).allMatch(batch -> batch.getSerializedSize() < 100_000);
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
        history(1, 5);
        Cursor cursor = registry.storage.end();
        history(2, 3);

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
    void creditIsNeverExceededAndReadsTakeTurns() {
        List<AggregateId> ids = List.of(history(1, 1_000), history(2, 1_000), history(3, 1_000));
        ClientStream<ReadManyRequest, ReadManyReply> stream = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(stream);
        for (int i = 0; i < 3; i++) {
            requests.onNext(open(i, ids.get(i)));
        }

        int granted = 0;
        for (int credit : new int[] {1, 100, 700}) {
            requests.onNext(credit(credit));
            granted += credit;
            int expected = granted;
            await(() -> eventsOf(stream) == expected);
        }
        List<Long> turns =
                batches(stream).stream().map(ReadManyReply::getRead).distinct().toList();
        assertThat(turns).as("each read had a turn before any had all").containsExactly(0L, 1L, 2L);
        requests.onNext(credit(10_000));

        await(() -> ends(stream).size() == 3);
        assertThat(eventsOf(stream)).isEqualTo(3_000);
        for (int i = 0; i < 3; i++) {
            long read = i;
            assertThat(batches(stream).stream()
                            .filter(batch -> batch.getRead() == read)
                            .flatMap(batch -> batch.getBatch().getEventsList().stream())
                            .map(EventEnvelope::getVersion))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_000)
                            .mapToObj(v -> (long) v)
                            .toList());
        }
        assertThat(ends(stream)).allMatch(end -> end.getEnd().getHeadVersion() == 1_000);
        requests.onCompleted();
        assertThat(stream.awaitEnd().isOk()).isTrue();
    }

    @Test
    void aReadOfNothingEndsWithoutCredit() {
        AggregateId id = history(1, 5);
        ClientStream<ReadManyRequest, ReadManyReply> stream = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(stream);

        requests.onNext(open(1, new AggregateId(AggregateKind.REPO, new UUID(4, 4))));
        requests.onNext(open(2, id, 5, 0));

        await(() -> ends(stream).size() == 2);
        assertThat(ends(stream))
                .extracting(end -> end.getEnd().getHeadVersion())
                .containsExactly(0L, 5L);
        requests.onCompleted();
    }

    @Test
    void aLimitedReadEndsWithTheHeadOfItsHistory() {
        AggregateId id = history(1, 50);
        ClientStream<ReadManyRequest, ReadManyReply> stream = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(stream);

        requests.onNext(open(1, id, 10, 7));
        requests.onNext(credit(100));

        await(() -> ends(stream).size() == 1);
        assertThat(eventsOf(stream)).isEqualTo(7);
        assertThat(ends(stream).get(0).getEnd().getHeadVersion()).isEqualTo(50);
        requests.onCompleted();
    }

    @Test
    void aCancelledReadSendsNoMoreAndTheOthersGoOn() {
        AggregateId one = history(1, 1_000);
        AggregateId other = history(2, 1_000);
        ClientStream<ReadManyRequest, ReadManyReply> stream = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(stream);
        requests.onNext(open(1, one));
        requests.onNext(open(2, other));
        requests.onNext(credit(10));
        await(() -> eventsOf(stream) == 10);

        requests.onNext(cancel(1));
        requests.onNext(credit(10_000));
        requests.onCompleted();

        assertThat(stream.awaitEnd().isOk()).isTrue();
        assertThat(ends(stream)).extracting(ReadManyReply::getRead).containsExactly(2L);
        assertThat(eventsOf(stream)).isLessThanOrEqualTo(1_010);
    }

    @Test
    void aReadThatFailsDoesNotEndTheOthers() {
        AggregateId good = history(1, 3);
        ClientStream<ReadManyRequest, ReadManyReply> stream = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(stream);

        requests.onNext(ReadManyRequest.newBuilder()
                .setOpen(OpenRead.newBuilder().setRead(1))
                .build());
        requests.onNext(open(2, good));
        requests.onNext(credit(10));

        await(() -> ends(stream).size() == 1);
        ReadManyReply failure = stream.received.stream()
                .filter(reply -> reply.getReplyCase() == ReplyCase.FAILURE)
                .findFirst()
                .orElseThrow();
        assertThat(failure.getRead()).isEqualTo(1);
        assertThat(failure.getFailure().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
        requests.onCompleted();
        assertThat(stream.awaitEnd().isOk()).isTrue();
    }

    @Test
    void moreThanAThousandOpenReadsAreRefusedOneByOne() {
        AggregateId id = history(1, 3);
        ClientStream<ReadManyRequest, ReadManyReply> stream = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(stream);
        for (int i = 0; i < 1_005; i++) {
            requests.onNext(open(i, id));
        }

        await(() -> stream.received.size() == 5);
        assertThat(stream.received)
                .allMatch(reply -> reply.getFailure().getCode() == Status.Code.RESOURCE_EXHAUSTED.value());
        requests.onNext(credit(1_000_000));
        await(() -> ends(stream).size() == 1_000);
        assertThat(eventsOf(stream)).isEqualTo(3_000);
        requests.onCompleted();
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

    private AggregateId history(int number, int events) {
        AggregateId id = new AggregateId(AggregateKind.WORKFLOW, new UUID(3, number));
        List<Event> ticks = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ticks.add(new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.copyOf(new byte[40])));
        }
        for (int from = 0; from < events; from += 10_000) {
            registry.storage
                    .append(new Append(
                            id, new Expected.Any(), null, 1, ticks.subList(from, Math.min(events, from + 10_000))))
                    .block();
        }
        return id;
    }

    private static List<EventEnvelope> events(Iterator<ReadBatch> batches) {
        List<EventEnvelope> events = new ArrayList<>();
        batches.forEachRemaining(batch -> events.addAll(batch.getEventsList()));
        return events;
    }

    private static ReadManyRequest open(long read, AggregateId id) {
        return open(read, id, 0, 0);
    }

    private static ReadManyRequest open(long read, AggregateId id, long after, int limit) {
        return ReadManyRequest.newBuilder()
                .setOpen(OpenRead.newBuilder()
                        .setRead(read)
                        .setRequest(ReadRequest.newBuilder()
                                .setAggregate(WireIds.ref(id))
                                .setAfterVersion(after)
                                .setLimit(limit)))
                .build();
    }

    private static ReadManyRequest credit(int events) {
        return ReadManyRequest.newBuilder().setCredit(events).build();
    }

    private static ReadManyRequest cancel(long read) {
        return ReadManyRequest.newBuilder().setCancel(read).build();
    }

    private static List<ReadManyReply> batches(ClientStream<ReadManyRequest, ReadManyReply> stream) {
        return stream.received.stream().filter(ReadManyReply::hasBatch).toList();
    }

    private static int eventsOf(ClientStream<ReadManyRequest, ReadManyReply> stream) {
        return batches(stream).stream()
                .mapToInt(batch -> batch.getBatch().getEventsCount())
                .sum();
    }

    private static List<ReadManyReply> ends(ClientStream<ReadManyRequest, ReadManyReply> stream) {
        return stream.received.stream().filter(ReadManyReply::hasEnd).toList();
    }
}
