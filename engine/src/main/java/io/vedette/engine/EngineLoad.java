package io.vedette.engine;

import java.time.Duration;

/**
 * What waits and what runs in an engine, and for how long. Read in constant time from what the loop noted after its last
 * batch; the ages go on growing while the loop is held up.
 *
 * @param initial activities queued for their first run
 * @param live activities queued with news
 * @param queuedEffects effects that wait for a unit of their budget
 * @param queuedReports reports that wait for a unit of theirs
 * @param fetches fetches under way
 * @param effects effects under way
 * @param reports reports under way
 * @param lag how long the news that has waited longest has been waiting to be fetched and acted on; zero if none waits.
 *     Counts from the signal until the activity rests with no newer head known. Parked, held and first runs do not count
 */
public record EngineLoad(
        Line initial,
        Line live,
        Line queuedEffects,
        Line queuedReports,
        Line fetches,
        Line effects,
        Line reports,
        Duration lag) {

    /**
     * Some that wait or run.
     *
     * @param length how many
     * @param longest for how long the first of them has; zero if there is none
     */
    public record Line(long length, Duration longest) {}
}
