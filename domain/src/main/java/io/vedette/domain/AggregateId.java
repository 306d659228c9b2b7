package io.vedette.domain;

import java.util.Locale;
import java.util.UUID;

/**
 * Names one event-sourced aggregate, and so one history.
 *
 * @param kind what it is
 * @param uuid its id within the kind
 */
public record AggregateId(AggregateKind kind, UUID uuid) {

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + uuid;
    }
}
