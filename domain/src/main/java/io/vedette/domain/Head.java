package io.vedette.domain;

import java.util.List;

/**
 * The newest state of one history, as a signal carries it.
 *
 * @param aggregate whose history
 * @param eventId its newest event
 * @param version that event's version
 * @param position that event's position
 * @param riding consecutive events of which the last is the newest; often none
 */
public record Head(AggregateId aggregate, EventId eventId, long version, long position, List<Recorded> riding) {

    /** Copies the list. */
    public Head {
        riding = List.copyOf(riding);
    }
}
