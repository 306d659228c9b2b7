package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoId;
import io.vedette.observer.standin.LogLines;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A condition that changes is one line; that it lasts is for debugging. Lines say what they are about. */
class LogTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String INIT = "initializer.initRepo";

    private final RepoId r1 = repo(1);
    private final World world = new World();
    private final LogLines lines = new LogLines();

    @AfterEach
    void stopListening() {
        lines.close();
    }

    private Map<String, String> about(String phase, int attempt) {
        return Map.of(
                LogKeys.ENTITY,
                r1.uuid().toString(),
                LogKeys.REGISTRY,
                Tale.REGISTRY,
                LogKeys.PHASE,
                phase,
                LogKeys.ATTEMPT,
                Integer.toString(attempt));
    }

    @Test
    void aStepThatFailsIsOneWarningAndItsRepeatsAreForDebugging() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 3, () -> new WeakError("busy"));

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        assertThat(lines.at(Level.WARN, "init")).hasSize(1);
        assertThat(lines.at(Level.WARN, "init failed, it is tried again: ")).hasSize(1);
        assertThat(lines.at(Level.DEBUG, "init failed")).hasSize(2);
        assertThat(lines.at(Level.INFO, "init succeeded at try 4"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(about("live", 4));
    }

    @Test
    void givingUpIsAnotherWarning() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 5, () -> new WeakError("busy"));

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        assertThat(lines.at(Level.WARN, "init")).hasSize(2);
        assertThat(lines.at(Level.WARN, "an error is stored"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(about("live", 5));
    }

    @Test
    void parkingIsOneWarning() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.files.fail(INIT, r1, 1, () -> new AssertionError("a bug"));

        world.start().advance(HOUR);

        assertThat(lines.at(Level.WARN, ""))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(about("load", 1));
        assertThat(lines.at(Level.WARN, "is parked, the others go on: ").get(0).getFormattedMessage())
                .contains("a bug", "init");
    }

    @Test
    void whatFailsAtTheLoadSaysSo() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.files.fail(INIT, r1, 1, () -> new StrongError("no such directory"));

        world.start();

        assertThat(lines.at(Level.WARN, "no such directory"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(about("load", 1));
    }

    @Test
    void aLostConnectionIsOneWarningHoweverLongAndHowManyItKeepsWaiting() {
        RepoId[] many = new RepoId[50];
        for (int i = 0; i < many.length; i++) {
            many[i] = repo(i + 1);
        }
        world.given(many);
        for (RepoId each : many) {
            world.tell(each, initStarted(World.pathOf(each)));
        }
        world.files.latency(Duration.ofMinutes(1));
        world.start();

        world.registry.leave();
        world.advance(HOUR);

        assertThat(lines.at(Level.WARN, "")).hasSize(1);
        assertThat(lines.at(Level.WARN, "no signals from the registry"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(Map.of(LogKeys.REGISTRY, Tale.REGISTRY));
        world.registry.comeBack();
        world.advance(HOUR);
        assertThat(lines.at(Level.INFO, "signals from the registry come again")).hasSize(1);
        assertThat(lines.at(Level.WARN, "")).hasSize(1);
    }

    @Test
    void silenceIsOneWarning() {
        world.start().advance(HOUR);
        assertThat(lines.at(Level.WARN, "no signals")).isEmpty();

        world.registry.fallSilent(true);
        world.advance(Duration.ofSeconds(20));

        assertThat(lines.at(Level.WARN, "no signals from the registry")).hasSize(1);
    }

    @Test
    void aHistoryThatCannotBeReadIsOneWarning() {
        world.given(r1).start().advance(HOUR);

        assertThat(lines.at(Level.WARN, "cannot be read"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(about("load", 1));
        assertThat(lines.at(Level.DEBUG, "could not be read")).hasSizeGreaterThan(20);
    }

    @Test
    void aResultThatIsNotTakenIsOneWarning() {
        world.given(r1).start();
        world.registry.refuse(command -> new Refusal(Refusal.Code.UNAVAILABLE, "no leader", Map.of()));

        world.tell(r1, initStarted("/ex/a/r1")).advance(Duration.ofMinutes(5));

        assertThat(lines.at(Level.WARN, "result")).isEmpty();
        assertThat(lines.at(Level.DEBUG, "did not take the result of init")).hasSizeGreaterThan(3);
    }

    @Test
    void aListenerThatThrowsIsOneWarningAndHarmsNobody() {
        List<String> told = new ArrayList<>();
        world.given(r1)
                .start(builder -> builder.listener(new Broken()).listener(new ObserverListener() {
                    @Override
                    public void rested(RepoStatus status) {
                        told.add("rested");
                    }
                }));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1)).advance(HOUR);

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(told).isNotEmpty();
        assertThat(lines.at(Level.WARN, "listener")).hasSize(1);
        assertThat(lines.at(Level.DEBUG, "threw again")).isNotEmpty();
    }

    private static final class Broken implements ObserverListener {
        @Override
        public void effectStarted(Cause cause, String effect) {
            throw new AssertionError("a listener must not throw");
        }

        @Override
        public void rested(RepoStatus status) {
            throw new IllegalStateException("a listener must not throw");
        }
    }

    @Test
    void anImplementorFindsTheEntriesWhileItIsCalledAndInTheContextLater() {
        List<Map<String, String>> seen = new ArrayList<>();
        world.given(r1).start();
        world.files.fail(INIT, r1, 1, () -> new WeakError("busy"));
        world.files.script(INIT, r1, () -> {
            seen.add(MDC.getCopyOfContextMap());
            return Mono.deferContextual(context -> {
                seen.add(MDC.getCopyOfContextMap());
                seen.add(context.<Map<String, String>>get(LogKeys.CONTEXT));
                return Mono.error(new WeakError("busy again"));
            });
        });

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        assertThat(seen).containsExactly(about("live", 2), about("live", 2), about("live", 2));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void aBlockingImplementorFindsTheEntriesOnItsThread() {
        List<Map<String, String>> seen = new ArrayList<>();
        BlockingProcessor blocking = new BlockingProcessor() {
            @Override
            public void enableRepo(RepoInfo info, Cause cause) {
                seen.add(MDC.getCopyOfContextMap());
            }

            @Override
            public void disableRepo(RepoId repo, Cause cause) {}
        };
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));

        world.start(
                builder -> builder.processor(Blocking.on(Schedulers.immediate()).processor(blocking)));

        assertThat(seen).containsExactly(about("load", 1));
    }
}
