package io.vedette.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** An engine in virtual time: every call has taken full effect when it returns. */
final class World {

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final LazyEngine<String> engine;

    World() {
        this(builder -> builder);
    }

    World(UnaryOperator<LazyEngine.Builder<String>> settings) {
        engine = settings.apply(LazyEngine.<String>builder()
                        .scheduler(time)
                        .effectScheduler(time)
                        .random(new SplittableRandom(1)))
                .build();
    }

    /** Starts an activity. */
    Probe start(Probe probe) {
        engine.ensure(probe);
        return probe;
    }

    /** Starts an activity and waits until it sleeps; what it was asked until then is forgotten. */
    Probe sleeping(Probe probe) {
        start(probe);
        if (probe.kind() != ActivityState.Kind.SLEEPING) {
            throw new IllegalStateException("does not sleep but is " + probe.standing);
        }
        probe.calls.clear();
        return probe;
    }

    /** Appends a version to an entity's history and signals it. */
    void news(Probe probe, long version) {
        probe.source = version;
        engine.signal(probe.key(), version, null);
    }

    void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    Instant now() {
        return Instant.ofEpochMilli(time.now(java.util.concurrent.TimeUnit.MILLISECONDS));
    }

    Explanation<String> explain(String key) {
        return get(engine.explain(key)).orElseThrow();
    }

    static <T> T get(Mono<T> mono) {
        return mono.blockOptional(Duration.ofSeconds(5)).orElseThrow();
    }
}
