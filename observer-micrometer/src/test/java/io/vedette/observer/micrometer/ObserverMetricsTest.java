package io.vedette.observer.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The meters of an observer that follows a real registry. */
class ObserverMetricsTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    private long timed(String name, String... tags) {
        var timer = meters.find(name).tags(tags).timer();
        return timer == null ? 0 : timer.count();
    }

    private long effects(String effect, String outcome) {
        return timed("observer.effects", "effect", effect, "outcome", outcome);
    }

    @Test
    void everyMeterSaysWhatHappened() {
        try (ScriptedRun run = new ScriptedRun(meters)) {
            run.add(List.of("/ex/a/good", "/ex/b/good", "/ex/a/weak", "/ex/a/strong", "/ex/a/broken", "/ex/a/hung"));

            // All at once: a repository also sleeps for a moment while news of its own report is under way.
            Awaitility.await().atMost(LONG).untilAsserted(() -> {
                assertThat(gauge("observer.entities", "state", "sleeping")).isEqualTo(5);
                assertThat(gauge("observer.entities", "state", "running")).isEqualTo(1);
                assertThat(gauge("observer.entities", "state", "parked")).isEqualTo(1);
                assertThat(gauge("observer.parked")).isEqualTo(1);
                for (String state : List.of("ready", "waiting", "backing_off")) {
                    assertThat(gauge("observer.entities", "state", state)).isZero();
                }
                for (String queue : List.of("initial", "live", "effect", "report")) {
                    assertThat(gauge("observer.queue", "class", queue)).isZero();
                    assertThat(gauge("observer.queue.oldest", "class", queue)).isZero();
                }
                assertThat(gauge("observer.running", "class", "effect")).isEqualTo(1);
                assertThat(gauge("observer.running", "class", "read")).isZero();
                assertThat(gauge("observer.running", "class", "report")).isZero();
                assertThat(effects("initializer.initRepo", "success")).isEqualTo(3);
                assertThat(effects("initializer.initRepo", "error")).isEqualTo(3);
                assertThat(effects("initializer.getRepo", "success")).isEqualTo(3);
                assertThat(effects("processor.enableRepo", "success")).isEqualTo(3);
                assertThat(effects("command.confirmShadow", "success")).isEqualTo(3);
                assertThat(effects("command.setRepoError", "success")).isEqualTo(1);
                assertThat(meters.get("observer.retries")
                                .tag("what", "init")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(timed("observer.reads", "outcome", "success")).isGreaterThanOrEqualTo(7);
                assertThat(meters.get("observer.read.events").counter().count()).isGreaterThanOrEqualTo(8);
                assertThat(meters.get("observer.signals")
                                .tag("kind", "news")
                                .functionCounter()
                                .count())
                        .isPositive();
            });

            double hung = gauge("observer.running.longest", "class", "effect");
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> gauge("observer.running.longest", "class", "effect") >= hung + 0.05);
            assertThat(gauge("observer.lag")).isNotNegative();
            assertThat(gauge("observer.watch.connected")).isEqualTo(1);
            assertThat(gauge("observer.watch.staleness")).isBetween(0.0, 15.0);

            run.stopServer();
            Awaitility.await().atMost(LONG).until(() -> gauge("observer.watch.connected") == 0);
            assertThat(meters.get("observer.watch.losses").counter().count()).isEqualTo(1);
        }
        assertThat(effects("initializer.initRepo", "cancelled")).isEqualTo(1);
        assertThat(gauge("observer.running.longest", "class", "effect")).isZero();
        assertThat(gauge("observer.watch.staleness")).isZero();
    }

    @Test
    void countersGoOnWhenNoGaugeIsWanted() {
        meters.config().meterFilter(MeterFilter.denyUnless(id -> id.getName().equals("observer.signals")));
        try (ScriptedRun run = new ScriptedRun(meters)) {
            WeakReference<Object> garbage = new WeakReference<>(new Object());
            Awaitility.await().atMost(LONG).until(() -> {
                System.gc();
                return garbage.get() == null;
            });

            run.add(List.of("/ex/a/good"));

            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> meters.get("observer.signals")
                                    .tag("kind", "news")
                                    .functionCounter()
                                    .count()
                            > 0);
        }
    }

    @Test
    void timesAreInSeconds() {
        new ObserverMetrics().bindTo(meters);

        for (String name : List.of(
                "observer.queue.oldest", "observer.running.longest", "observer.lag", "observer.watch.staleness")) {
            assertThat(meters.get(name).meters())
                    .allMatch(meter -> "seconds".equals(meter.getId().getBaseUnit()));
        }
    }

    @Test
    @Tag("slow")
    void neitherTheNumberOfMetersNorAnyTagDependsOnTheEntities() {
        try (ScriptedRun run = new ScriptedRun(meters)) {
            run.add(repos(0, 10));
            await(10);
            long few = steadyMeters();

            run.add(repos(10, 10_000));
            await(10_000);

            assertThat(steadyMeters()).isEqualTo(few);
            assertThat(meters.getMeters()).hasSizeLessThan(120);
            assertThat(meters.getMeters().stream()
                            .map(Meter::getId)
                            .flatMap(id -> id.getTags().stream())
                            .map(tag -> tag.getValue())
                            .distinct())
                    .doesNotContainAnyElementsOf(run.idsAndPaths())
                    .allMatch(value -> value.matches("[a-zA-Z_.-]+"));
        }
    }

    /** Meters of what may fail on a busy machine come with the first failure. */
    private long steadyMeters() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getTag("outcome") == null || "success".equals(id.getTag("outcome")))
                .count();
    }

    private void await(int repositories) {
        Awaitility.await()
                .atMost(2, TimeUnit.MINUTES)
                .until(() -> gauge("observer.entities", "state", "sleeping") == repositories + 1);
    }

    private static List<String> repos(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "/ex/r" + i).toList();
    }
}
