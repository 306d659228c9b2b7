package io.vedette.server.storage;

import io.vedette.domain.Recorded;
import java.util.List;

/**
 * Events that became durable together.
 *
 * @param events consecutive positions; not empty
 */
public record Commit(List<Recorded> events) {

    /** Copies the list. */
    public Commit {
        events = List.copyOf(events);
    }
}
