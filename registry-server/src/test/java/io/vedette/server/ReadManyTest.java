package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.OpenRead;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyReply.ReplyCase;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many reads on one stream: never more than was granted, and each has its turn. */
class ReadManyTest {

    private final TestRegistry registry = TestRegistry.start();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    @Tag("W13")
    void creditIsNeverExceededAndReadsTakeTurns() {
        List<AggregateId> ids =
                List.of(registry.history(1, 1_000), registry.history(2, 1_000), registry.history(3, 1_000));
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
        AggregateId id = registry.history(1, 5);
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
        AggregateId id = registry.history(1, 50);
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
        AggregateId one = registry.history(1, 1_000);
        AggregateId other = registry.history(2, 1_000);
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
        AggregateId good = registry.history(1, 3);
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
        AggregateId id = registry.history(1, 3);
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
    void aMessageStaysSmallHoweverLargeTheEventsAre() {
        AggregateId id = new AggregateId(AggregateKind.WORKFLOW, new UUID(3, 9));
        Event large = new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.copyOf(new byte[40_000]));
        for (int i = 0; i < 100; i++) {
            registry.storage
                    .append(new Append(id, new Expected.Any(), null, 1, List.of(large)))
                    .block();
        }
        ClientStream<ReadManyRequest, ReadManyReply> stream = ClientStream.eager();
        StreamObserver<ReadManyRequest> requests = registry.journalAsync.readMany(stream);
        requests.onNext(open(1, id));
        requests.onNext(credit(1_000));

        await(() -> ends(stream).size() == 1);
        assertThat(eventsOf(stream)).isEqualTo(100);
        assertThat(batches(stream)).allMatch(batch -> batch.getSerializedSize() < 100_000);
        requests.onCompleted();
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
