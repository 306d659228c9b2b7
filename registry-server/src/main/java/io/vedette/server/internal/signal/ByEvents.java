package io.vedette.server.internal.signal;

import io.vedette.domain.Cursor;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.server.internal.feed.Stored;
import io.vedette.server.internal.grpc.BatchLimit;
import io.vedette.server.internal.grpc.Batches;
import io.vedette.server.storage.StorageBackend;
import java.util.List;
import reactor.core.publisher.Mono;

/** Every event, in order. */
record ByEvents(StorageBackend storage, Scope scope) implements Carriage {

    @Override
    public Mono<Page> stored(Cursor after, Cursor end) {
        return Mono.defer(() -> {
            BatchLimit limit = new BatchLimit(PAGE);
            return storage.readAll(after.position(), scope::contains)
                    .takeWhile(event -> event.position() <= end.position())
                    .map(EventCodec::toProto)
                    .takeUntil(limit)
                    .collectList()
                    .map(events -> page(events, !limit.isFilled(), after, end));
        });
    }

    private static Page page(List<EventEnvelope> events, boolean last, Cursor after, Cursor end) {
        Cursor reached = Carriage.later(after, end);
        if (!last) {
            EventEnvelope newest = events.get(events.size() - 1);
            reached = new Cursor(end.store(), end.incarnation(), newest.getPosition(), WireIds.eventId(newest.getId()));
        }
        return new Page(frames(events), reached, last);
    }

    @Override
    public List<SubscribeFrame> recent(List<Stored> events, Cursor cursor) {
        return frames(events.stream().map(Stored::envelope).toList());
    }

    private static List<SubscribeFrame> frames(List<EventEnvelope> events) {
        return Batches.cut(events).stream().map(Frames::events).toList();
    }
}
