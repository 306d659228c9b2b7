package io.vedette.observer.internal;

import io.vedette.domain.Recorded;
import java.util.List;

/**
 * Events that rode on a signal.
 *
 * @param events consecutive ones of one history; the last is its newest
 */
public record News(List<Recorded> events) {

    /** Nothing new. */
    static final News NONE = new News(List.of());

    /** Copies the list. */
    public News {
        events = List.copyOf(events);
    }
}
