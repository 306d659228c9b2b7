package io.vedette.server.storage.internal;

import java.util.List;
import reactor.core.publisher.Flux;

/**
 * Reads a table page by page. Between two pages nothing is held: a slow reader pins no file and no lock, and one that
 * goes away leaves nothing to free.
 */
public final class PagedRead {

    private static final int PAGE_ROWS = 128;

    private PagedRead() {}

    /** Reads one page. */
    @FunctionalInterface
    public interface Source<T> {
        /**
         * Looks at rows after a place in ascending order.
         *
         * @param rows at most so many go into the page
         */
        Page<T> page(long after, int rows);
    }

    private record Place(long after, long left) {}

    /**
     * At most {@code limit} rows after a place. On demand, one page ahead of the subscriber; a failure of the source ends
     * the stream with it.
     */
    public static <T> Flux<T> read(long after, long limit, Source<T> source) {
        if (limit <= 0) {
            return Flux.empty();
        }
        return Flux.<List<T>, Place>generate(() -> new Place(Math.max(after, 0), limit), (place, sink) -> {
                    Page<T> page = source.page(place.after(), (int) Math.min(place.left(), PAGE_ROWS));
                    long left = place.left() - page.rows().size();
                    sink.next(page.rows());
                    if (page.last() || left == 0) {
                        sink.complete();
                    }
                    return new Place(page.after(), left);
                })
                .concatMapIterable(rows -> rows, 1);
    }
}
