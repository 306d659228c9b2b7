package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.malformed;
import static io.vedette.observer.standin.Tale.remoteAccepted;
import static io.vedette.observer.standin.Tale.remoteCreated;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ExplainAnswer;
import io.vedette.proto.v1.ExplainQuestion;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Each activity can say what it does, waits for and suffers from, here and through the registry. */
class ExplainTest {

    private final RepoId r1 = repo(1);
    private final World world = new World();

    @Test
    void aCallThatHangsIsNamedAndBlocksItsRepositoryOnly() {
        RepoId r2 = repo(2);
        world.given(r1, r2).start();
        world.files.script("initializer.initRepo", r1, Mono::never);
        world.tell(r1, initStarted("/ex/a/r1"));
        world.tell(r2, initStarted("/ex/a/r2")).advance(Duration.ofHours(1));

        Explanation<AggregateId> row = world.explain(r1);

        assertThat(row.state()).isInstanceOf(ActivityState.Running.class);
        assertThat(row.effect()).isEqualTo("initializer.initRepo");
        assertThat(row.effectSince()).isEqualTo(Instant.EPOCH);
        assertThat(row.role()).isEqualTo("OWN");
        assertThat(row.name()).isEqualTo("/ex/a/r1");
        assertThat(row.pending()).containsExactly("init");
        assertThat(world.calls(r2)).endsWith("command.confirmShadow");
    }

    @Test
    @Tag("W3")
    void callsThatHangHoldNoReads() {
        RepoId[] repos = new RepoId[12];
        for (int i = 0; i < repos.length; i++) {
            repos[i] = repo(i + 1);
            world.files.script(
                    "initializer.initRepo",
                    repos[i],
                    i < 10 ? Mono::never : () -> Mono.error(new StoredError("known")));
        }
        world.given(repos).start(builder -> builder.fetchBudget(1));

        for (RepoId repo : repos) {
            world.tell(repo, initStarted(World.pathOf(repo)));
        }

        assertThat(world.calls(repos[10])).containsExactly("initializer.initRepo");
        assertThat(world.calls(repos[11])).containsExactly("initializer.initRepo");
    }

    @Test
    void aLoadThatWaitsUntilFewerAreAwakeSaysSo() {
        RepoId r2 = repo(2);
        world.files.script("initializer.initRepo", r1, Mono::never);
        world.tell(r1, initStarted("/ex/a/r1"));

        world.given(r1, r2).start(builder -> builder.awakeLimit(1));

        assertThat(world.explain(r2).waitingFor()).startsWith("its load, until fewer than 1 activities are awake");
    }

    @Test
    void aBackOffShowsErrorCountAndNextTry() {
        world.given(r1).start();
        world.files.fail("initializer.initRepo", r1, 3, () -> new WeakError("the disk is busy"));
        world.tell(r1, initStarted("/ex/a/r1")).advance(Duration.ofMillis(1));

        Explanation<AggregateId> row = world.explain(r1);

        assertThat(row.state()).isInstanceOf(ActivityState.BackingOff.class);
        assertThat(row.lastError()).isEqualTo("init: the disk is busy");
        assertThat(row.errorCount()).isEqualTo(1);
        assertThat(row.nextTry()).isAfter(Instant.EPOCH.plusMillis(199));
        assertThat(row.pending()).containsExactly("init");
    }

    @Test
    void anErrorOfAStepIsForgottenOnceNobodyNeedsTheStepAnyMore() {
        world.given(r1).start();
        world.files.fail("initializer.attachRemote", r1, 1, () -> new WeakError("the remote is away"));
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1), remoteAccepted());
        assertThat(world.explain(r1).lastError()).contains("the remote is away");

        world.tell(r1, remoteCreated());

        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Sleeping.class);
        assertThat(world.explain(r1).lastError()).isNull();
    }

    @Test
    void aSleeperShowsTailAndHead() {
        world.given(r1).start();
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));

        Explanation<AggregateId> row = world.explain(r1);

        assertThat(row.state()).isInstanceOf(ActivityState.Sleeping.class);
        assertThat(row.tail()).isEqualTo(2);
        assertThat(row.head()).isEqualTo(2);
        assertThat(row.pending()).isEmpty();
        assertThat(row.lastError()).isNull();
    }

    @Test
    void pauseHoldsARepositoryAndResumeLetsItGoOn() {
        world.given(r1).start();
        world.observer().pause(r1.aggregate(), "ada").subscribe();
        world.tell(r1, initStarted("/ex/a/r1"));
        assertThat(world.calls(r1)).isEmpty();

        world.observer().resume(r1.aggregate()).subscribe();
        world.settle();

        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");
    }

    @Test
    void aQuestionFromTheRegistryIsAnsweredInFramesOfAtMostFiveHundredRows() {
        RepoId[] repos = new RepoId[1_200];
        for (int i = 0; i < repos.length; i++) {
            repos[i] = repo(i + 1);
        }
        world.given(repos).start();

        List<ExplainAnswer> answers =
                ask(ExplainRequest.newBuilder().setAll(true).build());

        assertThat(answers).allMatch(answer -> answer.getQuestion() == 7 && answer.getExplanationsCount() <= 500);
        assertThat(answers.stream()
                        .mapToInt(ExplainAnswer::getExplanationsCount)
                        .sum())
                .isEqualTo(1_201);
        assertThat(answers)
                .filteredOn(ExplainAnswer::getLast)
                .singleElement()
                .isEqualTo(answers.get(answers.size() - 1));
    }

    @Test
    void onlyTheBusyAreShownUnlessAllAreAskedFor() {
        world.given(r1, repo(2))
                .tell(repo(2), initStarted("/ex/a/r2"), shadow(repo(2)))
                .start();
        world.files.script("initializer.initRepo", r1, Mono::never);
        world.tell(r1, initStarted("/ex/a/r1"));

        assertThat(rows(ExplainRequest.getDefaultInstance())).singleElement().satisfies(row -> {
            assertThat(row.getEffect()).isEqualTo("initializer.initRepo");
            assertThat(row.getPath()).isEqualTo("/ex/a/r1");
            assertThat(row.getState()).isEqualTo(io.vedette.proto.v1.ActivityState.RUNNING);
        });
        assertThat(rows(ExplainRequest.newBuilder().setPath("/ex/a/r1").build()))
                .hasSize(1);
        assertThat(rows(ExplainRequest.newBuilder()
                        .setAggregate(WireIds.ref(repo(2).aggregate()))
                        .build()))
                .hasSize(1);
        assertThat(rows(ExplainRequest.newBuilder().setPath("no path").build())).isEmpty();
    }

    @Test
    void theReasonOfAParkedActivityReachesTheRegistry() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), malformed());
        world.start();

        assertThat(rows(ExplainRequest.getDefaultInstance()))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.getWaitingFor()).contains("version 2", "shadow_path must be absolute"));
    }

    @Test
    void whatIsWrongWithTheObserverItselfComesWithEachAnswerWhileItLasts() {
        world.given().start().advance(Duration.ofSeconds(7));
        assertThat(world.observer().conditions()).isEmpty();

        world.registry.drop();
        world.advance(Duration.ofMinutes(1));

        assertThat(ask(ExplainRequest.getDefaultInstance()))
                .singleElement()
                .satisfies(answer -> assertThat(answer.getConditionsList())
                        .singleElement()
                        .satisfies(condition -> {
                            assertThat(condition.getSubject()).isEqualTo("signals");
                            assertThat(condition.getSinceMillis()).isEqualTo(7_000);
                            assertThat(condition.getWhy())
                                    .startsWith("no signals come from the registry since 1970-01-01T00:00:07Z: ");
                        }));
        world.registry.restore();
        world.advance(Duration.ofMinutes(1));
        assertThat(world.observer().conditions()).isEmpty();
    }

    @Test
    void aPrefixWithoutARootIsSaidSinceItsBeginningUntilTheRootIsThere() {
        world.registryEvent(Tale.registryAdded());
        world.start().advance(Duration.ofSeconds(9));
        world.registryEvent(Tale.rootAdded("/other"));
        assertThat(world.observer().conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.subject()).isEqualTo("prefix /ex/a");
            assertThat(condition.since()).isEqualTo(Instant.EPOCH);
            assertThat(condition.why()).contains("its roots are /other on ");
            assertThat(condition.advice()).contains("vedette add root " + Tale.REGISTRY + " /ex/a");
        });

        world.registryEvent(Tale.rootAdded("/ex"));

        assertThat(world.observer().conditions()).isEmpty();
    }

    @Test
    void aStoredErrorThatWasFoundIsSaidThoughNothingIsRememberedOfTheSleeper() {
        world.given(r1).tell(r1, initStarted("/ex/a/r1"), Tale.errorSet("the tape is torn"));

        world.start(builder -> builder.viewCache(0));

        assertThat(rows(ExplainRequest.getDefaultInstance())).singleElement().satisfies(row -> {
            assertThat(row.getWhy())
                    .isEqualTo("an error is stored; what failed is not tried again until it is cleared");
            assertThat(row.getAdvice()).isEqualTo("mend the cause, then: vedette clear error " + r1);
        });
        world.tell(r1, Tale.errorCleared("the tape is torn"));
        assertThat(rows(ExplainRequest.getDefaultInstance())).isEmpty();
    }

    @Test
    void aLeverIsPulledThroughTheRegistry() {
        world.given(r1).start();
        world.files.fail("initializer.initRepo", r1, 1, () -> new WeakError("busy"));
        world.tell(r1, initStarted("/ex/a/r1"));
        world.calls(r1);

        control(Control.Lever.RETRY, r1.aggregate());
        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");

        control(Control.Lever.RETRY, repo(99).aggregate());
        assertThat(world.registry.linked())
                .filteredOn(ObserverFrame::hasControl)
                .extracting(frame -> frame.getControl().getFound())
                .containsExactly(true, false);
    }

    @Test
    void theFirstFrameOfEachLinkSaysWhoIsThere() {
        world.start();
        assertThat(world.registry.linked()).singleElement().satisfies(frame -> {
            assertThat(frame.getHello().getName()).isEqualTo("observer");
            assertThat(frame.getHello().getRegistry()).isEqualTo(Tale.REGISTRY);
            assertThat(frame.getHello().getPathPrefixesList()).containsExactly("/ex/a");
        });

        world.registry.dropLink();
        world.advance(Duration.ofSeconds(30));

        assertThat(world.registry.linked()).hasSize(2);
        assertThat(world.observer().health().isUp()).isTrue();
    }

    @Test
    void aLinkThatLastedIsMadeAgainSoonAlsoIfNobodyAsked() {
        world.start();
        for (int i = 0; i < 20; i++) {
            world.registry.dropLink();
            world.advance(Duration.ofMinutes(2));
        }
        int links = world.registry.linked().size();

        world.registry.dropLink();
        world.advance(Duration.ofMillis(1_500));

        assertThat(world.registry.linked()).hasSize(links + 1);
    }

    private void control(Control.Lever lever, AggregateId aggregate) {
        world.registry.ask(RegistryFrame.newBuilder()
                .setControl(Control.newBuilder().setQuestion(8).setLever(lever).setAggregate(WireIds.ref(aggregate)))
                .build());
        world.settle();
    }

    private List<io.vedette.proto.v1.Explanation> rows(ExplainRequest request) {
        List<io.vedette.proto.v1.Explanation> rows = new ArrayList<>();
        ask(request).forEach(answer -> rows.addAll(answer.getExplanationsList()));
        return rows;
    }

    private List<ExplainAnswer> ask(ExplainRequest request) {
        int before = world.registry.linked().size();
        world.registry.ask(RegistryFrame.newBuilder()
                .setExplain(ExplainQuestion.newBuilder().setQuestion(7).setRequest(request))
                .build());
        world.settle();
        return world.registry.linked().stream()
                .skip(before)
                .map(ObserverFrame::getExplain)
                .toList();
    }
}
