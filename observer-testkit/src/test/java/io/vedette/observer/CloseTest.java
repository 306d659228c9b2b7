package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.repoAdded;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.observer.standin.FileServer;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.testkit.standin.StandInRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Ending an observer always ends, and in time. */
class CloseTest {

    private final RepoId r1 = repo(1);
    private final World world = new World();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    @Tag("W10")
    void aRunningCallEndsAndItsObserverWithIt() {
        world.given(r1).start();
        world.files.latency(Duration.ofSeconds(2));
        world.tell(r1, initStarted("/ex/a/r1"));

        world.observer().close(Duration.ofSeconds(4)).subscribe(nothing -> {}, error -> {}, () -> closed.set(true));
        world.advance(Duration.ofMillis(1_900));
        assertThat(closed).isFalse();
        world.advance(Duration.ofMillis(200));

        assertThat(closed).isTrue();
        assertThat(world.ended()).isTrue();
        assertThat(world.files.cancelled()).isZero();
        assertThat(world.observer().health().status()).isEqualTo(Health.Status.CLOSED);
    }

    @Test
    @Tag("W10")
    void aCallThatHangsIsCancelledAtTheDeadline() {
        world.given(r1).start();
        world.files.script("initializer.initRepo", r1, Mono::never);
        world.tell(r1, initStarted("/ex/a/r1"));

        world.observer().close(Duration.ofSeconds(4)).subscribe(nothing -> {}, error -> {}, () -> closed.set(true));
        world.advance(Duration.ofMillis(3_900));
        assertThat(closed).isFalse();
        world.advance(Duration.ofSeconds(1));

        assertThat(closed).isTrue();
        assertThat(world.files.cancelled()).isEqualTo(1);
    }

    @Test
    @Tag("W22")
    void aCallThatIsCancelledByTheCloseIsNoErrorOfTheRepository() {
        List<Throwable> ends = new ArrayList<>();
        world.given(r1)
                .start(builder -> builder.listener(new ObserverListener() {
                    @Override
                    public void effectEnded(Cause cause, String effect, Duration took, @Nullable Throwable error) {
                        ends.add(error);
                    }
                }));
        world.files.script("initializer.initRepo", r1, Mono::never);
        world.tell(r1, initStarted("/ex/a/r1"));

        world.observer().close(Duration.ofSeconds(4)).subscribe();
        world.advance(Duration.ofMinutes(1));

        assertThat(ends).singleElement().isInstanceOf(CancellationException.class);
        assertThat(world.registry.posted()).isEmpty();
    }

    @Test
    @Tag("W22")
    void aCallThatCancelsItselfWhileClosingIsNoErrorOfTheRepository() {
        world.given(r1).start();
        world.files.latency(Duration.ofSeconds(1));
        world.files.fail("initializer.initRepo", r1, 1, () -> new CancellationException("shutting down"));
        world.tell(r1, initStarted("/ex/a/r1"));

        world.observer().close(Duration.ofSeconds(4)).subscribe(nothing -> {}, error -> {}, () -> closed.set(true));
        world.advance(Duration.ofSeconds(2));

        assertThat(closed).isTrue();
        assertThat(world.registry.posted()).isEmpty();
        assertThat(world.files.calls()).hasSize(1);
    }

    @Test
    void nothingIsDoneAfterwards() {
        world.given(r1).start();
        world.observer().close(Duration.ZERO).subscribe();
        world.settle();

        world.tell(r1, initStarted("/ex/a/r1")).advance(Duration.ofHours(1));

        assertThat(world.callCount()).isZero();
        assertThat(world.follows(r1)).isFalse();
        assertThat(world.registry.connections()).isEqualTo(1);
    }

    @Test
    void closingWhileTheRegistryIsAwayEndsToo() {
        world.given(r1).start();
        world.files.latency(Duration.ofSeconds(1));
        world.tell(r1, initStarted("/ex/a/r1"));
        world.registry.leave();
        world.advance(Duration.ofSeconds(10));

        world.observer().close(Duration.ofSeconds(4)).subscribe(nothing -> {}, error -> {}, () -> closed.set(true));
        world.settle();

        assertThat(closed).isTrue();
    }

    @Test
    void anObserverThatNeverBeganCloses() {
        try (Observer observer = Observer.builder(world.registry)
                .registry(Tale.REGISTRY)
                .prefixes("/ex/a")
                .initializer(world.files)
                .processor(world.files)
                .build()) {
            assertThat(observer.health().status()).isEqualTo(Health.Status.STARTING);
        }
    }

    @Test
    @Tag("slow")
    @Timeout(20)
    void closingWithRealThreadsAndAHangingCallTakesAtMostFiveSeconds() throws InterruptedException {
        Scheduler thread = Schedulers.newSingle("registry", true);
        StandInRegistry registry = new StandInRegistry(thread);
        FileServer files = new FileServer(thread);
        CountDownLatch hanging = new CountDownLatch(1);
        files.script("initializer.initRepo", r1, () -> {
            hanging.countDown();
            return Mono.never();
        });
        registry.append(Tale.REGISTRY_ID.aggregate(), Tale.registryAdded());
        registry.append(Tale.REGISTRY_ID.aggregate(), repoAdded(r1, "/ex/a/r1"));
        registry.append(r1.aggregate(), initStarted("/ex/a/r1"));
        Observer observer = Observer.builder(registry)
                .registry(Tale.REGISTRY)
                .prefixes("/ex/a")
                .initializer(files)
                .processor(files)
                .build();
        observer.watch().subscribe();
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

        long start = System.nanoTime();
        observer.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(5_500));
        observer.watch().block(Duration.ofSeconds(1));
        thread.dispose();
    }
}
