package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

@Tag("slow")
class SleeperHeapTest {

    private static final int SLEEPERS = 1_000_000;

    /** As small as a real key gets: a kind and a UUID. */
    private record Key(byte kind, long high, long low) {}

    private static final class Sleeper extends Activity<Key> {
        private static final Lane LANE = new Lane("repo");
        private final Key key;
        private long tail;

        private Sleeper(Key key) {
            this.key = key;
        }

        @Override
        public Key key() {
            return key;
        }

        @Override
        public String role() {
            return "OWN";
        }

        @Override
        public Lane lane() {
            return LANE;
        }

        @Override
        public long tail() {
            return tail;
        }

        @Override
        public boolean fold(Object news) {
            tail++;
            return true;
        }

        @Override
        public Mono<Void> fetch() {
            return Mono.empty();
        }

        @Override
        public Mono<Outcome> act(Run run) {
            return Mono.just(Outcome.sleep());
        }
    }

    @Test
    void aSleeperCostsAtMost160BytesWithItsKeyAndItsPlaceInTheTable() {
        LazyEngine<Key> engine = LazyEngine.<Key>builder().build();
        long before = usedHeap();

        for (int i = 0; i < SLEEPERS; i++) {
            engine.ensure(new Sleeper(key(i)));
        }
        engine.whenIdle().block(Duration.ofMinutes(2));
        assertThat(engine.counts().sleeping()).isEqualTo(SLEEPERS);
        double loaded = (usedHeap() - before) / (double) SLEEPERS;
        for (int i = 0; i < SLEEPERS; i += 3) {
            engine.signal(key(i), 1, "news");
        }
        engine.whenIdle().block(Duration.ofMinutes(2));
        double woken = (usedHeap() - before) / (double) SLEEPERS;

        System.out.printf("a sleeper costs %.1f bytes, %.1f after a third of them were woken once%n", loaded, woken);
        assertThat(loaded).isBetween(40.0, 160.0);
        assertThat(woken).isBetween(40.0, 160.0);
        assertThat(engine.counts().folds()).isEqualTo((SLEEPERS + 2) / 3);
        engine.close(Duration.ofSeconds(10)).block(Duration.ofSeconds(30));
    }

    private static Key key(int i) {
        return new Key((byte) 1, i * 0x9E3779B97F4A7C15L, i);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
