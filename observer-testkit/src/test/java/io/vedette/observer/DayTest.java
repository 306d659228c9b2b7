package io.vedette.observer;

import static io.vedette.observer.standin.Tale.errorCleared;
import static io.vedette.observer.standin.Tale.errorSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.engine.ActivityState;
import io.vedette.engine.EngineCounts;
import io.vedette.observer.standin.EndState;
import io.vedette.observer.standin.GeneratedHistory;
import io.vedette.observer.standin.GeneratedHistory.Line;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.Seeds;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.testkit.standin.SignalFaults;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/**
 * A day of virtual time in which the registry is away, silent or cut off again and again, implementors fail in every way,
 * and histories grow. What the observer holds is measured each hour.
 */
@Tag("slow")
@ExtendWith(OnReactorThread.class)
class DayTest {

    private static final int REPOS = 300;
    private static final int EVENTS = 40;
    private static final int HOURS = 24;
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    private static final List<String> CALLS = List.of(
            "initializer.initRepo",
            "initializer.getRepo",
            "initializer.attachRemote",
            "processor.enableRepo",
            "processor.disableRepo");

    private final World world = new World();
    private final List<RepoId> repos =
            IntStream.rangeClosed(1, REPOS).mapToObj(Tale::repo).toList();
    private final List<Held> hours = new ArrayList<>();
    private int outages;
    private int failures;

    /** What is held while the registry answers. The stand-ins' own records are among the bytes. */
    private record Held(int hour, long kilobytes, int threads, long files, int connections, long awake) {}

    @Test
    @Timeout(120)
    void leavesNothingBehindAndEverythingSettled() {
        Seeds.each(1, this::day);
    }

    private void day(SplittableRandom random) {
        world.registry.onCommand(posted -> {
            if (posted.command() instanceof RepoCommand.SetRepoError set) {
                world.registry.append(set.repo().aggregate(), errorSet(set.message()));
            }
        });
        world.start();
        world.registry.faults(new SignalFaults(0.02, 0.02, 0, 0.001, true), random.split());
        world.files.latency(Duration.ofMillis(20));
        plan(random);

        for (int hour = 1; hour <= HOURS; hour++) {
            world.advance(Duration.ofHours(1));
            operate(random.split(), 0.5);
            if (outageOver()) {
                hours.add(held(hour));
            }
            forgetRecords();
        }
        world.files.behave();
        world.registry.comeBack();
        world.registry.fallSilent(false);
        world.advance(Duration.ofHours(2));
        operate(random, 1);
        world.advance(Duration.ofHours(1));

        assertThat(outages).isGreaterThan(20);
        assertThat(failures).isGreaterThan(500);
        assertFlat();
        assertSettled();
    }

    /** Puts all that happens on the day into virtual time before it begins. */
    private void plan(SplittableRandom random) {
        long day = HOURS * HOUR;
        for (RepoId repo : repos) {
            List<Line> history = GeneratedHistory.of(random.split(), repo, EVENTS);
            long[] times = random.longs(history.size(), 0, day).sorted().toArray();
            for (int i = 0; i < history.size(); i++) {
                Line line = history.get(i);
                at(times[i], () -> world.registry.append(line.aggregate(), line.event()));
            }
        }
        for (long t = 0; t < day; t += random.nextLong(10_000, 120_000)) {
            SplittableRandom failure = random.split();
            at(t, () -> misbehave(failure));
        }
        for (long t = HOUR / 4; t < day; ) {
            long lasts = (long) Math.exp(random.nextDouble(Math.log(1_000), Math.log((double) HOUR)));
            outage(random.nextInt(3), t, t + lasts);
            t += lasts + random.nextLong(60_000, HOUR / 2);
        }
    }

    private void at(long millis, Runnable task) {
        world.time.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private void outage(int kind, long from, long until) {
        outages++;
        switch (kind) {
            case 0 -> {
                at(from, world.registry::drop);
                at(until, world.registry::restore);
            }
            case 1 -> {
                at(from, world.registry::leave);
                at(until, world.registry::comeBack);
            }
            default -> {
                at(from, () -> world.registry.fallSilent(true));
                at(until, () -> world.registry.fallSilent(false));
            }
        }
    }

    private void misbehave(SplittableRandom random) {
        failures++;
        String call = CALLS.get(random.nextInt(CALLS.size()));
        RepoId repo = repos.get(random.nextInt(REPOS));
        switch (random.nextInt(7)) {
            case 0 -> world.files.fail(call, repo, random.nextInt(1, 8), () -> new WeakError("busy"));
            case 1 -> world.files.fail(call, repo, 1, () -> new StrongError("bad dir"));
            case 2 -> world.files.fail(call, repo, random.nextInt(1, 4), () -> new CancellationException("not now"));
            case 3 -> world.files.script(CALLS.get(random.nextInt(2)), repo, Mono::empty);
            case 4 ->
                world.files.script(call, repo, () -> {
                    throw new IllegalStateException("thrown at once");
                });
            case 5 ->
                world.files.script(call, repo, () -> {
                    throw new NoClassDefFoundError("some/Plugin");
                });
            default ->
                world.files.script(
                        call,
                        repo,
                        () -> Mono.delay(Duration.ofMinutes(random.nextInt(1, 90)), world.time)
                                .then(Mono.error(new WeakError("gave up"))));
        }
    }

    /** An operator clears stored errors and retries what is parked, as far as he cares. */
    private void operate(SplittableRandom random, double care) {
        for (RepoId repo : repos) {
            if (random.nextDouble() < care) {
                String error = world.registry.view(repo).error();
                if (error != null) {
                    world.registry.append(repo.aggregate(), errorCleared(error));
                }
                world.observer().retry(repo.aggregate()).subscribe();
            }
        }
        world.settle();
    }

    private boolean outageOver() {
        return world.observer().health().isUp();
    }

    private Held held(int hour) {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        EngineCounts counts = world.observer().counts();
        return new Held(
                hour,
                (heap.totalMemory() - heap.freeMemory()) >> 10,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount(),
                world.registry.openConnections(),
                counts.running() + counts.ready());
    }

    /** The stand-ins write down all they hear. */
    private void forgetRecords() {
        repos.forEach(world::calls);
        world.files.calls().clear();
        world.registry.reads().clear();
        world.registry.posted().clear();
        world.registry.refusedConnections().clear();
    }

    private void assertFlat() {
        // Until then what tests before left behind in the process may still go away.
        Held first = hours.get(1);
        assertThat(hours.subList(1, hours.size())).hasSizeGreaterThan(8).allSatisfy(now -> {
            assertThat(now.threads()).as("threads: %s", hours).isLessThanOrEqualTo(first.threads() + 2);
            assertThat(now.files()).as("file handles: %s", hours).isLessThanOrEqualTo(first.files() + 4);
            assertThat(now.connections()).as("connections: %s", hours).isEqualTo(1);
            assertThat(now.awake()).as("under way: %s", hours).isLessThan(60);
            // The day's plan lies in the heap as tasks and goes over into histories.
            assertThat(now.kilobytes()).as("heap: %s", hours).isLessThan(first.kilobytes() + 3_072);
        });
        assertThat(world.time.timers()).as("timers when the day is over").isLessThan(12);
    }

    private void assertSettled() {
        for (RepoId repo : repos) {
            RepoView view = world.registry.view(repo);
            assertThat(EndState.of(world, repo)).as("%s", repo).isEqualTo(EndState.asked(view));
            if (view.location() == null) {
                // The registry lists it, but its history never began: it is asked for again and again.
                assertThat(world.explain(repo).lastError()).contains("shows no history of it yet");
            } else if (world.follows(repo)) {
                assertThat(world.explain(repo).state()).isEqualTo(settled(view));
                assertThat(world.explain(repo).pending()).isEmpty();
                assertThat(world.explain(repo).lastError()).isNull();
            }
        }
        assertThat(world.files.overlaps()).isEmpty();
        assertThat(world.failure.get()).isNull();
    }

    /** No workflow's own history is told on this day. */
    private static ActivityState settled(RepoView view) {
        Relocation open = view.relocation();
        return open == null
                ? new ActivityState.Sleeping()
                : new ActivityState.Waiting("the history of workflow " + open.workflow(), true);
    }
}
