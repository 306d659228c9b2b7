package io.vedette.observer;

import io.vedette.engine.EngineCounts;
import io.vedette.engine.EngineLoad;
import java.time.Duration;

/**
 * How an observer stands, for metrics. Taken in constant time, however many repositories are observed.
 *
 * @param counts activities by state, and what was done since the start
 * @param load what waits and runs, and for how long
 * @param health whether signals come
 * @param staleness how long ago the registry's stream of signals brought something, be it a heartbeat; since the observer
 *     was built while it has brought nothing; zero once the observer has ended
 */
public record ObserverGauges(EngineCounts counts, EngineLoad load, Health health, Duration staleness) {}
