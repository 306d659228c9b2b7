package io.vedette.engine;

import static io.vedette.engine.ActivityState.Kind.ENDED;
import static io.vedette.engine.ActivityState.Kind.RUNNING;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

@Tag("W10")
class CloseTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final World world = new World();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    void whatRestsEndsAtOnce() {
        List<Probe> probes = List.of(
                world.start(new Probe("sleeps")),
                world.start(new Probe("waits").answering(new Outcome.Wait("w", Mono.never()))),
                world.start(new Probe("backsOff")
                        .answering(new Outcome.BackOff(world.now().plusSeconds(9), "x"))),
                world.start(new Probe("parked").answering(new Outcome.Park("x"))));

        close();

        assertThat(closed).isTrue();
        assertThat(probes).allSatisfy(probe -> {
            assertThat(probe.kind()).isEqualTo(ENDED);
            assertThat(probe.ended).isEqualTo(1);
        });
        assertThat(world.engine.counts().activities()).isZero();
    }

    @Test
    void aRunningEffectMayEndAndItsActivityHearsOfIt() {
        Sinks.Empty<Void> effect = Sinks.empty();
        List<String> heard = new ArrayList<>();
        Probe probe = world.start(new Probe("r1")
                .acting(run -> run.effect("init", effect.asMono())
                        .then(Mono.fromRunnable(() -> heard.add("done")))
                        .then(run.effect("enable", Mono.fromRunnable(() -> heard.add("enabled"))))
                        .thenReturn(Outcome.sleep())));

        close();
        assertThat(closed).isFalse();
        assertThat(probe.kind()).isEqualTo(RUNNING);
        effect.tryEmitEmpty();

        assertThat(closed).isTrue();
        assertThat(heard).containsExactly("done");
        assertThat(probe.ended).isEqualTo(1);
    }

    @Test
    void aRunningFetchMayEndButNoActFollows() {
        Sinks.Empty<Void> fetch = Sinks.empty();
        Probe probe = world.start(new Probe("r1").fetching(fetch::asMono));

        close();
        assertThat(closed).isFalse();
        fetch.tryEmitEmpty();

        assertThat(closed).isTrue();
        assertThat(probe.calls).containsExactly("fetch");
    }

    @Test
    void whatStillRunsAtTheDeadlineIsCancelled() {
        AtomicInteger cancelled = new AtomicInteger();
        world.start(new Probe("r1")
                .acting(run -> run.effect("hang", Mono.never().doOnCancel(cancelled::incrementAndGet))
                        .thenReturn(Outcome.sleep())));
        world.start(new Probe("r2").fetching(() -> Mono.<Void>never().doOnCancel(cancelled::incrementAndGet)));
        world.start(new Probe("r3").acting(run -> Mono.<Outcome>never().doOnCancel(cancelled::incrementAndGet)));

        close();
        world.pass(DEADLINE.minusMillis(1));
        assertThat(closed).isFalse();
        world.pass(Duration.ofMillis(1));

        assertThat(closed).isTrue();
        assertThat(cancelled).hasValue(3);
    }

    @Test
    void queuedEffectsAndQueuedRunsAreGivenUp() {
        World narrow = new World(builder -> builder.fetchBudget(1).effectBudget(1));
        Sinks.Empty<Void> first = Sinks.empty();
        Sinks.Empty<Void> fetch = Sinks.empty();
        Probe running = narrow.start(
                new Probe("r1").acting(run -> run.effect("a", first.asMono()).thenReturn(Outcome.sleep())));
        Probe queued = narrow.start(
                new Probe("r2").acting(run -> run.effect("b", Mono.never()).thenReturn(Outcome.sleep())));
        Probe fetching = narrow.start(new Probe("r3").fetching(fetch::asMono));
        Probe ready = narrow.start(new Probe("r4"));

        narrow.engine.close(DEADLINE).subscribe(x -> {}, x -> {}, () -> closed.set(true));
        assertThat(queued.kind()).isEqualTo(ENDED);
        assertThat(ready.kind()).isEqualTo(ENDED);
        assertThat(ready.calls).isEmpty();
        fetch.tryEmitEmpty();
        first.tryEmitEmpty();

        assertThat(closed).isTrue();
        assertThat(List.of(running.ended, queued.ended, fetching.ended, ready.ended))
                .containsOnly(1);
    }

    @Test
    void aClosedEngineTakesNothingAndAnswersEverything() {
        close();

        Probe late = world.start(new Probe("r1"));
        world.engine.signal("r1", 1, null);

        assertThat(late.calls).isEmpty();
        assertThat(late.ended).isZero();
        assertThat(World.get(world.engine.explain("r1"))).isEmpty();
        assertThat(World.get(world.engine.explain().collectList())).isEmpty();
        assertThat(World.get(world.engine.retry("r1"))).isFalse();
        world.engine.whenIdle().block(Duration.ofSeconds(1));
    }

    @Test
    void furtherClosesShareTheFirstOnesEnd() {
        world.start(
                new Probe("r1").acting(run -> run.effect("hang", Mono.never()).thenReturn(Outcome.sleep())));
        AtomicInteger ends = new AtomicInteger();

        for (int i = 0; i < 3; i++) {
            Disposable ignored = world.engine.close(DEADLINE).subscribe(x -> {}, x -> {}, ends::incrementAndGet);
            assertThat(ignored).isNotNull();
        }
        world.pass(DEADLINE);

        assertThat(ends).hasValue(3);
        world.engine.close(DEADLINE).block(Duration.ofSeconds(1));
    }

    @Test
    void whoeverWaitsForIdlenessIsToldAtTheClose() {
        AtomicBoolean idle = new AtomicBoolean();
        world.start(
                new Probe("r1").acting(run -> run.effect("hang", Mono.never()).thenReturn(Outcome.sleep())));
        world.engine.whenIdle().subscribe(x -> {}, x -> {}, () -> idle.set(true));
        assertThat(idle).isFalse();

        close();
        world.pass(DEADLINE);

        assertThat(idle).isTrue();
    }

    @Test
    void anEffectThatIgnoresCancellationDoesNotHoldTheCloseUp() {
        CountDownLatch stubborn = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        LazyEngine<String> engine = LazyEngine.<String>builder()
                .effectScheduler(Schedulers.boundedElastic())
                .build();
        Probe probe = new Probe("r1")
                .acting(run -> run.effect("stubborn", Mono.fromRunnable(() -> {
                            started.countDown();
                            awaitUninterruptibly(stubborn);
                        }))
                        .thenReturn(Outcome.sleep()));
        engine.ensure(probe);
        awaitUninterruptibly(started);

        engine.close(Duration.ofMillis(100)).block(Duration.ofSeconds(20));

        assertThat(probe.ended).isEqualTo(1);
        stubborn.countDown();
    }

    @Test
    void anActivityThatBlocksTheLoopDoesNotHoldTheCloseUp() throws InterruptedException {
        CountDownLatch stubborn = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        LazyEngine<String> engine = LazyEngine.<String>builder().build();
        engine.ensure(new Probe("hangs")
                .ending(ended::countDown)
                .acting(run -> run.effect(
                                "hang",
                                Mono.never()
                                        .doOnSubscribe(s -> hangs.countDown())
                                        .doOnCancel(cancelled::countDown))
                        .thenReturn(Outcome.sleep())));
        assertThat(hangs.await(20, SECONDS)).isTrue();
        engine.ensure(new Probe("blocks").ending(ended::countDown).fetching(() -> {
            blocks.countDown();
            awaitUninterruptibly(stubborn);
            return Mono.empty();
        }));
        assertThat(blocks.await(20, SECONDS)).isTrue();

        engine.close(Duration.ofMillis(100)).block(Duration.ofSeconds(20));
        assertThat(ended.getCount()).isEqualTo(2);
        stubborn.countDown();

        assertThat(cancelled.await(20, SECONDS)).isTrue();
        assertThat(ended.await(20, SECONDS)).isTrue();
        assertThat(engine.counts().activities()).isZero();
    }

    @Test
    void aCloseWithoutPatienceCancelsAtOnce() {
        Probe probe = world.start(
                new Probe("r1").acting(run -> run.effect("hang", Mono.never()).thenReturn(Outcome.sleep())));

        world.engine.close(Duration.ZERO).block(Duration.ofSeconds(1));

        assertThat(probe.ended).isEqualTo(1);
    }

    @Test
    void aUnitThatComesBackWhileClosingStartsNothing() {
        World narrow = new World(builder -> builder.effectBudget(1));
        for (int i = 0; i < 100; i++) {
            narrow.start(new Probe("r" + i)
                    .acting(run -> run.effect("hang", Mono.never()).thenReturn(Outcome.sleep())));
        }

        narrow.engine.close(Duration.ZERO).block(Duration.ofSeconds(1));

        assertThat(narrow.engine.counts().effects()).isEqualTo(1);
    }

    @Test
    void aCloseAmidBusyThreadsAlwaysCompletesAndEndsEveryoneOnce() {
        long seed = Seeds.next(CloseTest.class);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            LazyEngine<String> engine =
                    LazyEngine.<String>builder().effectBudget(2).build();
            List<Probe> probes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                boolean hangs = random.nextInt(10) == 0;
                Mono<Long> work = hangs ? Mono.never() : Mono.delay(Duration.ofNanos(random.nextLong(2_000_000)));
                Probe probe = new Probe("r" + i)
                        .fetching(() -> Mono.<Void>empty().subscribeOn(Schedulers.parallel()))
                        .acting(run -> run.effect("work", work).thenReturn(Outcome.sleep()));
                probes.add(probe);
                engine.ensure(probe);
            }
            for (int i = 0; i < random.nextInt(200); i++) {
                engine.signal("r" + i % 20, 1 + i / 20, null);
            }

            engine.close(Duration.ofMillis(random.nextLong(4))).block(Duration.ofSeconds(20));

            assertThat(probes).as("seed %d", seed).allMatch(probe -> probe.ended == 1);
        }
    }

    private void close() {
        world.engine.close(DEADLINE).subscribe(x -> {}, x -> {}, () -> closed.set(true));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException ignored) {
                // stubborn on purpose
            }
        }
    }
}
