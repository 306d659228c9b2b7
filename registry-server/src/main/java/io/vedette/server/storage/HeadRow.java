package io.vedette.server.storage;

import io.vedette.domain.AggregateId;
import io.vedette.domain.EventId;

/**
 * The newest state of one history.
 *
 * @param aggregate whose history
 * @param version its version
 * @param eventId its newest event
 * @param position that event's position
 */
public record HeadRow(AggregateId aggregate, long version, EventId eventId, long position) {}
