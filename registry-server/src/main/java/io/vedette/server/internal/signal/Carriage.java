package io.vedette.server.internal.signal;

import io.vedette.domain.Cursor;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.server.internal.feed.Stored;
import java.util.List;
import reactor.core.publisher.Mono;

/** How a subscription carries what happened: by heads or by events. */
interface Carriage {

    /** At most so much is taken from the store at a time. */
    int PAGE = 512;

    /**
     * Takes the next page from the store.
     *
     * @param after where to go on
     * @param end everything up to here was folded, so that the scope is right; nothing beyond is taken
     */
    Mono<Page> stored(Cursor after, Cursor end);

    /** Carries recent events, which are in scope and consecutive but for those out of scope; not empty. */
    List<SubscribeFrame> recent(List<Stored> events, Cursor cursor);

    /**
     * A part of what is stored.
     *
     * @param frames to send
     * @param reached where the follower is then
     * @param last whether nothing is left before the end
     */
    record Page(List<SubscribeFrame> frames, Cursor reached, boolean last) {}

    /** The later one of two places. */
    static Cursor later(Cursor one, Cursor other) {
        return one.position() >= other.position() ? one : other;
    }
}
