package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoId;
import io.vedette.observer.standin.FileServer;
import io.vedette.observer.standin.LogLines;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.proto.v1.ExplainQuestion;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.RegistryFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/** A condition that changes is one line; that it lasts is for debugging. Lines say what they are about. */
class LogTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Refusal FULL = new Refusal(Refusal.Code.UNAVAILABLE, "the disk is full", Map.of());
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
        RepoId r2 = repo(2);
        RepoId r3 = repo(3);
        world.given(r1, r2, r3).start();
        world.registry.refuse(command -> FULL);

        world.tell(r1, initStarted("/ex/a/r1"));
        world.tell(r2, initStarted("/ex/a/r2")).advance(Duration.ofMinutes(5));

        assertThat(world.observer().health().isUp()).isTrue();
        assertThat(lines.at(Level.WARN, "result"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(Map.of(LogKeys.REGISTRY, Tale.REGISTRY));
        assertThat(lines.at(Level.WARN, "the registry takes no results: ")
                        .get(0)
                        .getFormattedMessage())
                .contains("the disk is full");
        assertThat(lines.at(Level.DEBUG, "did not take the result of init")).hasSizeGreaterThan(6);
        assertThat(lines.at(Level.INFO, "the registry takes results again")).isEmpty();

        world.registry.refuse(command -> null);
        world.advance(HOUR);

        assertThat(lines.at(Level.INFO, "the registry takes results again")).hasSize(1);
        world.registry.refuse(command -> FULL);
        world.tell(r3, initStarted("/ex/a/r3")).advance(HOUR);
        assertThat(lines.at(Level.WARN, "the registry takes no results: ")).hasSize(2);
    }

    @Test
    void aResultThatIsNotTakenWhileTheConnectionIsDownIsSaidIfItLastsLonger() {
        world.given(r1).start();
        world.files.latency(Duration.ofMinutes(1));
        world.tell(r1, initStarted("/ex/a/r1"));
        world.registry.refuse(command -> FULL);
        world.registry.drop();

        world.advance(HOUR);

        assertThat(lines.at(Level.DEBUG, "did not take the result of init")).isNotEmpty();
        assertThat(lines.at(Level.WARN, "result")).isEmpty();
        assertThat(lines.at(Level.WARN, "no signals")).hasSize(1);
        world.registry.restore();
        world.advance(HOUR);
        assertThat(lines.at(Level.WARN, "the registry takes no results: ")).hasSize(1);
    }

    @Test
    void readsThatAreRefusedWhileSignalsComeAreOneWarning() {
        RepoId r2 = repo(2);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.tell(r2, initStarted("/ex/a/r2"), shadow(r2));
        world.registry.refuseReads(FULL);

        world.given(r1, r2).start().advance(Duration.ofMinutes(5));

        assertThat(lines.at(Level.WARN, "")).hasSize(1);
        assertThat(lines.at(Level.WARN, "the registry answers no reads: ")).hasSize(1);
        world.registry.refuseReads(null);
        world.advance(HOUR);
        assertThat(lines.at(Level.INFO, "the registry answers reads again")).hasSize(1);
        assertThat(world.files.served()).containsKeys(r1, r2);
    }

    @Test
    void aMethodThatFailsAfterItsEndIsOneWarningHoweverOften() {
        RepoId r2 = repo(2);
        world.given(r1, r2).start(builder -> builder.initializer(new Late()));

        world.tell(r1, initStarted("/ex/a/r1"));
        world.tell(r2, initStarted("/ex/a/r2"));

        assertThat(lines.at(Level.WARN, "after it had ended"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(about("load", 1));
        assertThat(lines.at(Level.WARN, "initializer.initRepo of repository " + r1 + " failed after it had ended"))
                .hasSize(1);
        assertThat(lines.at(Level.DEBUG, "initializer.initRepo of repository " + r2 + " failed after it had ended"))
                .extracting(line -> line.getMDCPropertyMap().get(LogKeys.ENTITY))
                .containsExactly(r2.uuid().toString());
    }

    /** Its method ends, and then fails. */
    @Test
    void aPrefixWithoutARootIsOneWarningForEachReasonAndALineWhenItIsOver() {
        world.registryEvent(Tale.registryAdded());
        world.start().advance(Duration.ofMinutes(1));
        assertThat(lines.at(Level.WARN, "prefix /ex/a: "))
                .singleElement()
                .satisfies(line -> assertThat(line.getMDCPropertyMap()).containsEntry(LogKeys.REGISTRY, Tale.REGISTRY));

        world.registryEvent(Tale.rootAdded("/other"));
        assertThat(lines.at(Level.WARN, "prefix /ex/a: ")).hasSize(2);
        assertThat(lines.at(Level.INFO, "prefix /ex/a: ")).isEmpty();

        world.registryEvent(Tale.rootAdded("/ex"));
        assertThat(lines.at(Level.INFO, "prefix /ex/a: over is that ")).hasSize(1);
    }

    private final class Late implements Initializer {
        @Override
        public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
            return world.files.getRepo(repo, cause);
        }

        @Override
        public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
            return new Mono<>() {
                @Override
                public void subscribe(CoreSubscriber<? super RepoInfo> subscriber) {
                    subscriber.onSubscribe(Operators.emptySubscription());
                    subscriber.onNext(cause.repository().withShadow(FileServer.shadowOf(repo), Omissions.NONE));
                    subscriber.onComplete();
                    subscriber.onError(new IllegalStateException("late"));
                }
            };
        }

        @Override
        public Mono<HostPath> moveRepo(MoveOrder order) {
            return world.files.moveRepo(order);
        }
    }

    @Test
    void aQuestionWithoutAnAnswerSaysWhichRegistryItCameFrom() {
        world.start();

        world.registry.ask(RegistryFrame.newBuilder()
                .setExplain(ExplainQuestion.newBuilder()
                        .setQuestion(7)
                        .setRequest(ExplainRequest.newBuilder().setPath("no path")))
                .build());
        world.settle();

        assertThat(lines.at(Level.DEBUG, "question 7 has no answer"))
                .extracting(ILoggingEvent::getMDCPropertyMap)
                .containsExactly(Map.of(LogKeys.REGISTRY, Tale.REGISTRY));
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
