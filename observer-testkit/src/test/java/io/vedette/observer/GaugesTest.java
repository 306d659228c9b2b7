package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.domain.RepoId;
import io.vedette.engine.EngineLoad;
import io.vedette.observer.standin.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How an observer stands, and what listeners are told, in virtual time. */
class GaugesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RepoId r1 = repo(1);
    private final RepoId r2 = repo(2);
    private final World world = new World();
    private final List<String> told = new ArrayList<>();

    private ObserverGauges gauges() {
        return world.observer().gauges();
    }

    @Test
    void aHungCallIsTheLongestThatRunsAndItsNewsTheLag() {
        world.given(r1, r2);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.tell(r2, initStarted("/ex/a/r2"), shadow(r2));
        world.start();
        world.files.script("initializer.getRepo", r1, Mono::never);

        world.tell(r1, shadow(r1)).advance(MINUTE);

        assertThat(gauges().load().effects()).isEqualTo(new EngineLoad.Line(1, MINUTE));
        assertThat(gauges().load().lag()).isEqualTo(MINUTE);
        assertThat(gauges().counts().running()).isEqualTo(1);
        assertThat(gauges().counts().sleeping()).isEqualTo(2);
    }

    @Test
    void aStreamThatBringsNothingGetsStale() {
        world.start().advance(MINUTE);
        assertThat(gauges().staleness()).isLessThanOrEqualTo(Duration.ofSeconds(5));

        world.registry.drop();
        world.advance(MINUTE);
        assertThat(gauges().staleness()).isBetween(MINUTE, MINUTE.plusSeconds(5));
        assertThat(gauges().health().status()).isEqualTo(Health.Status.DOWN);

        world.registry.restore();
        world.advance(MINUTE);
        assertThat(gauges().staleness()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anObserverThatHasEndedIsNeitherStaleNorBehind() {
        world.given(r1).start();
        world.files.script("initializer.initRepo", r1, Mono::never);
        world.tell(r1, initStarted("/ex/a/r1"));

        world.observer().close(Duration.ZERO).subscribe();
        world.advance(MINUTE);

        assertThat(gauges().staleness()).isZero();
        assertThat(gauges().load().lag()).isZero();
        assertThat(gauges().counts().activities()).isZero();
    }

    @Test
    void countsGoOnWhenTheRegistryComesBackWithAnotherHistory() {
        world.given(r1).start();
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1)).advance(MINUTE);
        long fetches = gauges().counts().fetches();
        assertThat(fetches).isPositive();

        world.registry.drop();
        world.registry.replace(new UUID(9, 9));
        world.registry.restore();
        world.advance(MINUTE);

        assertThat(gauges().counts().fetches()).isGreaterThan(fetches);
    }

    @Test
    void listenersAreToldOfReadsRetriesAndResyncs() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.registry.breakNextRead(r1.aggregate(), 0);
        world.files.fail("initializer.initRepo", r1, 2, () -> new WeakError("busy"));

        world.start(builder -> builder.listener(new Told())).advance(MINUTE);

        assertThat(told)
                .containsExactly(
                        "attached",
                        "read 3 ok",
                        "read 0 failed",
                        "retrying read 1",
                        "read 1 ok",
                        "retrying init 1",
                        "read 0 ok",
                        "retrying init 2",
                        "read 0 ok");
        told.clear();
        world.registry.drop();
        world.registry.replace(new UUID(9, 9));
        world.registry.restore();
        world.advance(MINUTE);
        assertThat(told).contains("resynced OTHER_STORE");
    }

    private final class Told implements ObserverListener {
        @Override
        public void attached(Observer observer) {
            told.add("attached");
        }

        @Override
        public void readEnded(AggregateId entity, int events, Duration took, @Nullable Throwable error) {
            told.add("read " + events + (error == null ? " ok" : " failed"));
        }

        @Override
        public void retrying(AggregateId entity, String what, int failures, String why) {
            told.add("retrying " + what + " " + failures);
        }

        @Override
        public void resynced(SignalFrame.Reason reason) {
            told.add("resynced " + reason);
        }
    }
}
