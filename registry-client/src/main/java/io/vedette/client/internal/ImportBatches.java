package io.vedette.client.internal;

import com.google.protobuf.ByteString;
import io.vedette.client.HistoryImport;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.ImportedEvent;
import io.vedette.proto.v1.StoreHistoriesRequest;
import java.util.List;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;

/** Cuts the events of an import into requests, registries last, with at most one request being filled. */
final class ImportBatches {

    /** At most so many events in a request. */
    static final int EVENTS = 2_000;

    /** A request is ended before the event that would bring it beyond so many bytes, unless that is its first one. */
    static final int BYTES = 1 << 20;

    private ImportBatches() {}

    /** The requests after so many events. */
    static Flux<StoreHistoriesRequest> after(HistoryImport histories, long stored) {
        Flux<io.vedette.client.ImportedEvent> ordered = histories
                .source()
                .filter(event -> event.aggregate().kind() != AggregateKind.REGISTRY)
                .concatWith(histories.source().filter(event -> event.aggregate().kind() == AggregateKind.REGISTRY));
        ByteString id = WireIds.bytes(histories.id().uuid());
        return Flux.defer(() -> {
            long[] sent = {stored};
            return ordered.skip(stored)
                    .map(ImportBatches::write)
                    .bufferUntil(new Full(), true)
                    .map(events -> {
                        long after = sent[0];
                        sent[0] += events.size();
                        return request(id, after, events);
                    });
        });
    }

    private static StoreHistoriesRequest request(ByteString id, long after, List<ImportedEvent> events) {
        return StoreHistoriesRequest.newBuilder()
                .setImportId(id)
                .setAfter(after)
                .addAllEvents(events)
                .build();
    }

    private static ImportedEvent write(io.vedette.client.ImportedEvent event) {
        EventEnvelope.Builder what = EventEnvelope.newBuilder();
        EventCodec.writeEvent(event.event(), what);
        return ImportedEvent.newBuilder()
                .setAggregate(WireIds.ref(event.aggregate()))
                .setVersion(event.version())
                .setTypeValue(what.getTypeValue())
                .setPayload(what.getPayload())
                .setWorkflowKind(what.getWorkflowKind())
                .setWorkflowEvent(what.getWorkflowEvent())
                .build();
    }

    /** Whether an event belongs into the next request. For one subscriber. */
    private static final class Full implements Predicate<ImportedEvent> {
        private int events;
        private int bytes;

        @Override
        public boolean test(ImportedEvent event) {
            int size = event.getSerializedSize();
            boolean full = events > 0 && (events == EVENTS || bytes + size > BYTES);
            events = full ? 1 : events + 1;
            bytes = full ? size : bytes + size;
            return full;
        }
    }
}
