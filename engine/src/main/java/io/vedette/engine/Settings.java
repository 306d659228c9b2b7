package io.vedette.engine;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Scheduler;

/**
 * Settings of an engine.
 *
 * @param awakeLimit from so many runs on none is loaded
 * @param ownsScheduler whether the engine disposes of the scheduler on close
 * @param wording says an error to people
 */
record Settings<K>(
        int fetchBudget,
        int effectBudget,
        int awakeLimit,
        Scheduler scheduler,
        boolean ownsScheduler,
        Scheduler effectScheduler,
        RandomGenerator random,
        Backoff backoff,
        Function<Throwable, String> wording,
        EngineListener<K> listener) {}
