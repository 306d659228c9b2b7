package io.vedette.server.internal.grpc;

import io.vedette.domain.Recorded;
import io.vedette.domain.codec.EventCodec;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.ReadBatch;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** Cuts events into messages that are neither long nor heavy, and never holds more than one of them. */
public final class Batches {

    private Batches() {}

    /** Cuts stored events; asks for no more than one message needs. */
    public static Flux<ReadBatch> cut(Flux<Recorded> events) {
        return Flux.defer(() -> events.map(EventCodec::toProto).bufferUntil(new BatchLimit(BatchLimit.EVENTS)))
                .map(Batches::of);
    }

    /** Cuts a list. */
    public static List<ReadBatch> cut(List<EventEnvelope> events) {
        List<ReadBatch> batches = new ArrayList<>(1);
        BatchLimit limit = new BatchLimit(BatchLimit.EVENTS);
        int from = 0;
        for (int to = 1; to <= events.size(); to++) {
            if (limit.test(events.get(to - 1)) || to == events.size()) {
                batches.add(of(events.subList(from, to)));
                from = to;
            }
        }
        return batches;
    }

    /** One message. */
    public static ReadBatch of(List<EventEnvelope> events) {
        return ReadBatch.newBuilder().addAllEvents(events).build();
    }
}
