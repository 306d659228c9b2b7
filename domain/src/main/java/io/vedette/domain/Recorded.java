package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/**
 * An event as it was stored.
 *
 * @param id its ULID
 * @param parent the ULID of the event before it in the same history; null for the first
 * @param aggregate whose history it belongs to
 * @param version 1, 2, … within the history
 * @param position 1, 2, … among all events of the store
 * @param timeMillis the store's clock, milliseconds since 1970-01-01T00:00:00Z; never goes back
 * @param command the command that caused it, where there was one
 * @param event what happened
 */
public record Recorded(
        EventId id,
        @Nullable EventId parent,
        AggregateId aggregate,
        long version,
        long position,
        long timeMillis,
        @Nullable CommandId command,
        Event event) {}
