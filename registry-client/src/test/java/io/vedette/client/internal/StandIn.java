package io.vedette.client.internal;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.AggregateId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.EventType;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadEnd;
import io.vedette.proto.v1.ReadFailure;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A journal that serves made-up histories, keeps to the credit it was given, and notes what it was asked. */
final class StandIn extends JournalServiceGrpc.JournalServiceImplBase {

    final Map<AggregateId, Integer> histories = new ConcurrentHashMap<>();
    final Set<AggregateId> broken = ConcurrentHashMap.newKeySet();
    final Set<AggregateId> stuck = ConcurrentHashMap.newKeySet();
    final AtomicInteger streams = new AtomicInteger();
    final AtomicInteger singles = new AtomicInteger();
    final AtomicInteger cancels = new AtomicInteger();
    final AtomicInteger endedStreams = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();
    final AtomicLong granted = new AtomicLong();
    final AtomicLong sent = new AtomicLong();
    final List<ReadRequest> asked = new CopyOnWriteArrayList<>();
    final List<ManyReads> open = new CopyOnWriteArrayList<>();
    private final boolean shares;

    StandIn(boolean shares) {
        this.shares = shares;
    }

    static EventEnvelope event(AggregateId aggregate, long version) {
        return EventEnvelope.newBuilder()
                .setId(WireIds.bytes(new io.vedette.domain.EventId(1L << 16, version)))
                .setAggregate(WireIds.ref(aggregate))
                .setVersion(version)
                .setPosition(version)
                .setType(EventType.REPO_ERROR_SET)
                .build();
    }

    private List<EventEnvelope> part(ReadRequest request, long after, int most) {
        AggregateId aggregate = WireIds.aggregate(request.getAggregate());
        long last = Math.min(histories.getOrDefault(aggregate, 0), after + most);
        List<EventEnvelope> events = new ArrayList<>();
        for (long version = after + 1; version <= last; version++) {
            events.add(event(aggregate, version));
        }
        return events;
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadBatch> call) {
        singles.incrementAndGet();
        asked.add(request);
        AggregateId aggregate = WireIds.aggregate(request.getAggregate());
        ((ServerCallStreamObserver<ReadBatch>) call).setOnCancelHandler(cancels::incrementAndGet);
        if (broken.contains(aggregate)) {
            call.onError(Status.DATA_LOSS.withDescription("torn").asRuntimeException());
        } else if (!stuck.contains(aggregate)) {
            long after = request.getAfterVersion();
            long end = after + (request.getLimit() == 0 ? Integer.MAX_VALUE : request.getLimit());
            List<EventEnvelope> events = part(request, after, (int) Math.min(100, end - after));
            while (!events.isEmpty()) {
                call.onNext(ReadBatch.newBuilder().addAllEvents(events).build());
                after += events.size();
                sent.addAndGet(events.size());
                events = part(request, after, (int) Math.min(100, end - after));
            }
            call.onCompleted();
        }
    }

    @Override
    public StreamObserver<ReadManyRequest> readMany(StreamObserver<ReadManyReply> call) {
        if (!shares) {
            return super.readMany(call);
        }
        streams.incrementAndGet();
        ManyReads reads = new ManyReads((ServerCallStreamObserver<ReadManyReply>) call);
        open.add(reads);
        return reads;
    }

    final class ManyReads implements StreamObserver<ReadManyRequest> {
        private final ServerCallStreamObserver<ReadManyReply> call;
        private final ArrayDeque<OpenRead> line = new ArrayDeque<>();
        private long credit;

        ManyReads(ServerCallStreamObserver<ReadManyReply> call) {
            this.call = call;
            call.setOnCancelHandler(endedStreams::incrementAndGet);
        }

        @Override
        public synchronized void onNext(ReadManyRequest request) {
            switch (request.getRequestCase()) {
                case CREDIT -> {
                    credit += request.getCredit();
                    granted.addAndGet(request.getCredit());
                }
                case CANCEL -> {
                    cancels.incrementAndGet();
                    line.removeIf(read -> read.number == request.getCancel());
                }
                case OPEN -> {
                    asked.add(request.getOpen().getRequest());
                    line.add(new OpenRead(request.getOpen()));
                    mostOpen.accumulateAndGet(line.size(), Math::max);
                }
                case REQUEST_NOT_SET -> throw new AssertionError("an empty request");
            }
            serve();
        }

        private void serve() {
            int still = 0;
            while (!line.isEmpty() && still < line.size()) {
                OpenRead read = line.poll();
                AggregateId aggregate = WireIds.aggregate(read.request.getAggregate());
                if (broken.contains(aggregate)) {
                    call.onNext(ReadManyReply.newBuilder()
                            .setRead(read.number)
                            .setFailure(ReadFailure.newBuilder()
                                    .setCode(Status.Code.DATA_LOSS.value())
                                    .setMessage("torn"))
                            .build());
                } else if (stuck.contains(aggregate)) {
                    line.add(read);
                    still++;
                } else {
                    still = turn(read) ? 0 : still + 1;
                }
            }
        }

        private boolean turn(OpenRead read) {
            int most = (int) Math.min(Math.min(credit, 50), read.left);
            List<EventEnvelope> events = part(read.request, read.after, most);
            if (!events.isEmpty()) {
                credit -= events.size();
                read.after += events.size();
                read.left -= events.size();
                sent.addAndGet(events.size());
                call.onNext(ReadManyReply.newBuilder()
                        .setRead(read.number)
                        .setBatch(ReadBatch.newBuilder().addAllEvents(events))
                        .build());
            }
            int head = histories.getOrDefault(WireIds.aggregate(read.request.getAggregate()), 0);
            if (read.after >= head || read.left == 0) {
                call.onNext(ReadManyReply.newBuilder()
                        .setRead(read.number)
                        .setEnd(ReadEnd.newBuilder().setHeadVersion(head))
                        .build());
                return true;
            }
            line.add(read);
            return !events.isEmpty();
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public synchronized void onCompleted() {
            call.onCompleted();
        }

        /** Ends the stream as a server does that is being stopped. */
        synchronized void end() {
            call.onCompleted();
        }
    }

    private static final class OpenRead {
        private final long number;
        private final ReadRequest request;
        private long after;
        private long left;

        OpenRead(io.vedette.proto.v1.OpenRead open) {
            number = open.getRead();
            request = open.getRequest();
            after = request.getAfterVersion();
            left = request.getLimit() == 0 ? Long.MAX_VALUE : request.getLimit();
        }
    }
}
