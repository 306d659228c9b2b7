package io.vedette.testkit.replay;

import java.util.List;

/**
 * What became of a replay.
 *
 * @param events how many events it had
 * @param unknownEvents how many of them are not in the catalogue
 * @param calls how many calls the observer made
 * @param expectations how many lines expected calls
 * @param differences where calls were others than expected, in the order of the file
 */
public record ReplayReport(
        long events, long unknownEvents, long calls, long expectations, List<Difference> differences) {

    /** Copies the list. */
    public ReplayReport {
        differences = List.copyOf(differences);
    }

    /** Whether all expectations hold. */
    public boolean holds() {
        return differences.isEmpty();
    }
}
