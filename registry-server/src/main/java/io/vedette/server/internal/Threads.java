package io.vedette.server.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where the parts of a server run. In one place, so that a simulation can run all of them on one thread and in an order of
 * its own.
 *
 * @param workers answer calls; nothing that runs there waits
 * @param feed follows the store; one thread
 * @param timer heartbeats and patience
 * @param processes the loop of the process managers; one thread
 * @param steps where process managers post their commands
 * @param jitter spreads what is tried again; drawn from by any of them
 */
public record Threads(
        Executor workers,
        Scheduler feed,
        Scheduler timer,
        Scheduler processes,
        Scheduler steps,
        RandomGenerator jitter) {

    /** Threads of the server's own beside its workers. */
    public static Threads beside(Executor workers) {
        return new Threads(
                workers,
                Schedulers.newSingle("vedette-feed", true),
                Schedulers.newSingle("vedette-timer", true),
                Schedulers.newSingle("vedette-engine", true),
                Schedulers.parallel(),
                () -> ThreadLocalRandom.current().nextLong());
    }

    /** Ends those that belong to one server alone; the workers belong to whoever made them. */
    void end() {
        feed.dispose();
        timer.dispose();
        processes.dispose();
    }
}
