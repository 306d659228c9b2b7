package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The engine on real threads: many signal, fetches and effects end elsewhere. */
class ThreadsTest {

    private static final int ENTITIES = 500;
    private static final int SIGNALLERS = 4;
    private static final int SIGNALS = 50_000;

    private final AtomicLongArray heads = new AtomicLongArray(ENTITIES);
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger fetching = new AtomicInteger();
    private final AtomicInteger mostFetching = new AtomicInteger();

    private final class Entity extends Activity<Integer> {
        private final int id;
        private final AtomicBoolean inEffect = new AtomicBoolean();
        private volatile long tail;

        private Entity(int id) {
            this.id = id;
        }

        @Override
        public Integer key() {
            return id;
        }

        @Override
        public String role() {
            return "OWN";
        }

        @Override
        public Lane lane() {
            return Probe.LANE;
        }

        @Override
        public long tail() {
            return tail;
        }

        @Override
        public boolean fold(Object news) {
            if ((Long) news == tail + 1) {
                tail = (Long) news;
                return true;
            }
            return false;
        }

        @Override
        public Mono<Void> fetch() {
            return Mono.<Void>fromRunnable(() -> {
                        mostFetching.accumulateAndGet(fetching.incrementAndGet(), Math::max);
                        tail = heads.get(id);
                        fetching.decrementAndGet();
                    })
                    .subscribeOn(Schedulers.parallel());
        }

        @Override
        public Mono<Outcome> act(Run run) {
            return run.effect("enable", Mono.fromRunnable(this::enable)).thenReturn(Outcome.sleep());
        }

        private void enable() {
            if (!inEffect.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            inEffect.set(false);
        }
    }

    @Test
    void noSignalIsLostBetweenThreads() throws InterruptedException {
        long seed = Seeds.next(ThreadsTest.class);
        LazyEngine<Integer> engine =
                LazyEngine.<Integer>builder().fetchBudget(5).build();
        List<Entity> entities = new ArrayList<>();
        for (int i = 0; i < ENTITIES; i++) {
            entities.add(new Entity(i));
        }
        List<Thread> signallers = new ArrayList<>();
        for (int t = 0; t < SIGNALLERS; t++) {
            SplittableRandom random = new SplittableRandom(seed + t);
            signallers.add(new Thread(() -> {
                for (int i = 0; i < SIGNALS; i++) {
                    int id = random.nextInt(ENTITIES);
                    long head = heads.incrementAndGet(id);
                    engine.signal(id, head, random.nextBoolean() ? (Long) head : null);
                    assertThat(engine.contains(-1, "OWN")).isFalse();
                }
            }));
        }

        signallers.forEach(Thread::start);
        entities.forEach(engine::ensure);
        for (Thread each : signallers) {
            each.join();
        }
        engine.whenIdle().block(Duration.ofSeconds(30));

        for (Entity each : entities) {
            assertThat(each.tail).isEqualTo(heads.get(each.id));
            assertThat(engine.contains(each.id, "OWN")).isTrue();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(mostFetching.get()).isLessThanOrEqualTo(5);
        assertThat(engine.counts().news() + engine.counts().stale()).isEqualTo((long) SIGNALLERS * SIGNALS);
        assertThat(engine.counts().sleeping()).isEqualTo(ENTITIES);
        engine.close(Duration.ofSeconds(5)).block(Duration.ofSeconds(10));
    }
}
