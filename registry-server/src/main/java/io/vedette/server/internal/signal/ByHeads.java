package io.vedette.server.internal.signal;

import io.vedette.domain.Cursor;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.server.internal.feed.Stored;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.StorageBackend;
import java.util.List;
import reactor.core.publisher.Mono;

/** One row for each changed aggregate; small new events ride along. */
record ByHeads(StorageBackend storage, Scope scope) implements Carriage {

    @Override
    public Mono<Page> stored(Cursor after, Cursor end) {
        return storage.changedSince(after.position(), scope::contains, PAGE)
                .collectList()
                .map(rows -> page(rows, after, end));
    }

    private static Page page(List<HeadRow> rows, Cursor after, Cursor end) {
        List<HeadRow> folded =
                rows.stream().filter(row -> row.position() <= end.position()).toList();
        boolean last = rows.size() < PAGE || folded.size() < rows.size();
        Cursor reached = after;
        if (!folded.isEmpty()) {
            HeadRow newest = folded.get(folded.size() - 1);
            reached = new Cursor(end.store(), end.incarnation(), newest.position(), newest.eventId());
        }
        List<SubscribeFrame> frames = folded.isEmpty() ? List.of() : List.of(Frames.heads(folded, reached));
        return new Page(frames, last ? Carriage.later(reached, end) : reached, last);
    }

    @Override
    public List<SubscribeFrame> recent(List<Stored> events, Cursor cursor) {
        Coalescer changed = new Coalescer();
        events.forEach(changed::add);
        return List.of(Frames.signals(changed, cursor));
    }
}
