package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Refusal;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.standin.Errand;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.World;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ControlAnswer;
import io.vedette.workflows.Call;
import io.vedette.workflows.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/** Parts in workflows of the user's own kinds that are about a registry as a whole. */
@ExtendWith(OnReactorThread.class)
class RegistryErrandsTest {

    private static final Errand SURVEY = Errand.ofRegistry(
            "SURVEY", (self, now) -> new Step.Do(Call.of("test.measure"), result -> self.tell(now, "much"), null));
    private static final Errand CENSUS = Errand.ofRegistry(
            "CENSUS",
            (self, now) -> new Step.Do(
                    Call.of("test.measure"), result -> self.tell(now, "much"), reason -> self.tell(now, reason)));

    private final WorkflowId w1 = workflow(1);
    private final World world = new World();
    private Mono<Map<String, String>> effect = Mono.just(Map.of());
    private int measured;

    private void begin(Errand errand) {
        world.given()
                .start(settings -> settings.workflows(Errand.with(errand)).effect("test.measure", (call, cause) -> {
                    measured++;
                    return effect;
                }));
        world.tell(w1, errand.started(repo(1)));
    }

    private Explanation<AggregateId> row() {
        return Objects.requireNonNull(world.row(w1.aggregate()), "no activity for " + w1);
    }

    private int told() {
        return world.commands(WorkflowCommand.Append.class).size();
    }

    @Test
    void aParkedPartNamesTheCommandThatTriesItAgainAndHeedsIt() {
        effect = Mono.error(new WeakError("busy"));
        begin(SURVEY);
        world.advance(Duration.ofHours(1));
        assertThat(measured).isEqualTo(5);
        assertThat(row().state())
                .isEqualTo(new ActivityState.Parked(
                        "test.measure failed 5 times: busy; mend the cause, then: vedette retry workflow " + w1));
        assertThat(Advice.of(row()))
                .isEqualTo("see its history: vedette events workflow " + w1
                        + "; mend the cause, then: vedette retry workflow " + w1);

        effect = Mono.just(Map.of());
        ControlAnswer answer = world.pull(Control.Lever.RETRY, w1.aggregate());

        assertThat(answer.getMessage()).isEqualTo("is tried now");
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aParkedPartEndsWithItsWorkflow() {
        effect = Mono.error(new StrongError("no such disk"));
        begin(SURVEY);
        assertThat(row().state()).isInstanceOf(ActivityState.Parked.class);

        world.tell(w1, SURVEY.event(new Errand.Ended()));

        assertThat(world.row(w1.aggregate())).isNull();
        assertThat(measured).isEqualTo(1);
    }

    @Test
    void aParkedPartIsNotTriedAgainByNewsOfOthers() {
        effect = Mono.error(new StrongError("no such disk"));
        begin(SURVEY);

        world.tell(workflow(2), SURVEY.event(new Errand.Ended()));
        world.registryEvent(rootAdded("/other"));
        world.advance(Duration.ofDays(1));

        assertThat(measured).isEqualTo(1);
    }

    @Test
    void aReportThatWasRefusedIsToldAgainByARetryAndNothingIsDoneAgain() {
        world.registry.refuse(command -> Refusal.invalid("kind", "this server has no definition of SURVEY"));
        begin(SURVEY);
        world.registry.refuse(command -> null);
        world.advance(Duration.ofDays(1));
        assertThat(told()).isZero();
        assertThat(row().waitingFor())
                .contains("refused the last report", "no definition of SURVEY", "vedette retry workflow " + w1);

        assertThat(world.pull(Control.Lever.RETRY, w1.aggregate()).getMessage()).isEqualTo("is tried now");

        assertThat(told()).isEqualTo(1);
        assertThat(measured).isEqualTo(1);
        assertThat(row().waitingFor()).isEqualTo("the end of the workflow");
    }

    @Test
    void aReportThatMetAnotherVersionIsToldAgain() {
        world.registry.refuse(command -> new Refusal(Refusal.Code.VERSION_CONFLICT, "another version", Map.of()));
        begin(SURVEY);
        world.registry.refuse(command -> null);

        world.advance(Duration.ofMinutes(2));

        assertThat(told()).isEqualTo(1);
        assertThat(measured).isEqualTo(1);
    }

    @Test
    void aStrongErrorIsToldAtOnceWhereTheKindWantsToKnow() {
        effect = Mono.error(new StrongError("no such disk"));

        begin(CENSUS);

        assertThat(measured).isEqualTo(1);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aFileServerThatIsAwayIsWaitedFor() {
        effect = Mono.error(new UnavailableError("disk is not mounted"));
        begin(CENSUS);
        world.advance(Duration.ofHours(1));
        assertThat(measured).isGreaterThan(20);
        assertThat(told()).isZero();
        assertThat(row().state()).isInstanceOf(ActivityState.BackingOff.class);

        effect = Mono.just(Map.of());
        world.advance(Duration.ofMinutes(2));

        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aCallThatWasCancelledDoesNotCount() {
        effect = Mono.error(new CancellationException("restarting"));
        begin(SURVEY);

        world.advance(Duration.ofHours(1));

        assertThat(measured).isGreaterThan(20);
        assertThat(row().state()).isInstanceOf(ActivityState.BackingOff.class);
    }

    @Test
    void codeThatIsBrokenParksAtOnce() {
        effect = Mono.error(new NoClassDefFoundError("disk/Api"));

        begin(CENSUS);

        assertThat(measured).isEqualTo(1);
        assertThat(told()).isZero();
        assertThat(row().waitingFor()).isEqualTo("an operator's retry");
        assertThat(row().why()).contains("the code of test.measure is broken", "disk/Api");
    }

    @Test
    void newsThatChangeNothingDoNotShortenABackOff() {
        effect = Mono.error(new WeakError("busy"));
        begin(SURVEY);

        for (int i = 0; i < 9; i++) {
            world.tell(w1, unknown());
        }

        assertThat(measured).isEqualTo(1);
        world.advance(Duration.ofHours(1));
        assertThat(measured).isEqualTo(5);
    }

    @Test
    void aDefinitionThatThrowsAfterASuccessIsNamedAndNotTheEffect() {
        Errand odd = Errand.ofRegistry(
                "ODD",
                (self, now) -> new Step.Do(
                        Call.of("test.measure"),
                        result -> {
                            throw new IllegalStateException("no such place");
                        },
                        null));

        begin(odd);

        assertThat(row().why()).contains("no such place").doesNotContain("test.measure failed");
        assertThat(measured).isEqualTo(1);
    }
}
