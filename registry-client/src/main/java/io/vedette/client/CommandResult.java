package io.vedette.client;

import io.vedette.domain.AggregateId;
import io.vedette.domain.EventId;
import java.util.List;

/**
 * The answer to a command that was accepted.
 *
 * @param aggregate what it changed, or found as asked
 * @param version its version afterwards
 * @param events the stored events; empty when nothing had to change
 * @param position a read that has seen this position sees the command's effect
 * @param replayed whether this is the stored answer to an earlier request with the same id
 */
public record CommandResult(
        AggregateId aggregate, long version, List<EventId> events, long position, boolean replayed) {}
