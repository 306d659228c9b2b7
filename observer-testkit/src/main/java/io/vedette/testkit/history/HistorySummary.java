package io.vedette.testkit.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a history file.
 *
 * @param events how many events
 * @param histories of how many registries, repositories and workflows
 * @param unknownEvents how many of the events are not in the catalogue; they are kept and skipped
 * @param expectations how many lines expect calls
 * @param controls how many lines are no events
 * @param registries the names of the registries whose histories are in the file, in the order of their first events
 * @param began the time of the first event, where its id says it
 */
public record HistorySummary(
        long events,
        long histories,
        long unknownEvents,
        long expectations,
        long controls,
        List<String> registries,
        @Nullable Instant began) {

    /** Copies the list. */
    public HistorySummary {
        registries = List.copyOf(registries);
    }
}
