package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Refusal;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowCommand;
import io.vedette.observer.standin.Errand;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.World;
import io.vedette.workflows.Call;
import io.vedette.workflows.Step;
import io.vedette.workflows.WorkflowView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/** Parts in workflows of the user's own kinds that are about a repository. */
@ExtendWith(OnReactorThread.class)
@Timeout(60)
class ErrandsTest {

    private final RepoId r1 = repo(1);
    private final World world = new World();
    private final List<String> effects = Collections.synchronizedList(new ArrayList<>());

    private void start(WorkflowEffect effect, Errand... errands) {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.start(settings -> {
            settings.workflows(Errand.with(errands));
            for (String name : List.of("test.a", "test.b")) {
                settings.effect(name, (call, cause) -> {
                    effects.add(name);
                    return effect.perform(call, cause);
                });
            }
            return settings;
        });
    }

    private static Errand errand(String kind, String effect) {
        return Errand.ofRepo(
                kind,
                (self, now) -> new Step.Do(
                        Call.of(effect), result -> self.tell(now, "done"), reason -> self.tell(now, reason)));
    }

    @Test
    void twoThatFailAtOnceAreEachTriedFiveTimesAndTold() {
        Errand a = errand("A", "test.a");
        Errand b = errand("B", "test.b");
        start((call, cause) -> Mono.error(new WeakError("busy")), a, b);

        world.tell(workflow(1), a.started(r1));
        world.tell(workflow(2), b.started(r1));
        world.advance(Duration.ofHours(1));

        assertThat(effects).containsOnly("test.a", "test.b").hasSize(10);
        assertThat(Collections.frequency(effects, "test.a")).isEqualTo(5);
        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(2);
    }

    @Test
    void oneKindThatIsBegunTwiceIsCountedForEach() {
        Errand a = errand("A", "test.a");
        start((call, cause) -> Mono.error(new WeakError("busy")), a);

        world.tell(workflow(1), a.started(r1));
        world.tell(workflow(2), a.started(r1));
        world.advance(Duration.ofHours(1));

        assertThat(effects).hasSize(10);
        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(2);
    }

    @Test
    void theFirstOfTwoThatFailsTooOftenStoresAnErrorAndHoldsUpTheOther() {
        Errand a = Errand.ofRepo("A", (self, now) -> new Step.Do(Call.of("test.a"), result -> Step.end(), null));
        Errand b = Errand.ofRepo("B", (self, now) -> new Step.Do(Call.of("test.b"), result -> Step.end(), null));
        start((call, cause) -> Mono.error(new WeakError("busy")), a, b);

        world.tell(workflow(1), a.started(r1));
        world.tell(workflow(2), b.started(r1));
        world.advance(Duration.ofHours(1));

        assertThat(Collections.frequency(effects, "test.a")).isEqualTo(5);
        assertThat(Collections.frequency(effects, "test.b")).isBetween(1, 5);
        assertThat(world.storedError(r1)).contains("busy");
    }

    @Test
    void whatTheRegistryDoesNotTakeOfTwoIsKeptForBoth() {
        Errand a = errand("A", "test.a");
        Errand b = errand("B", "test.b");
        start((call, cause) -> Mono.just(Map.of()), a, b);
        world.registry.refuse(command -> command instanceof WorkflowCommand.Append
                ? new Refusal(Refusal.Code.UNAVAILABLE, "no leader", Map.of())
                : null);

        world.tell(workflow(1), a.started(r1));
        world.tell(workflow(2), b.started(r1));
        world.advance(Duration.ofMinutes(10));
        world.registry.refuse(command -> null);
        world.advance(Duration.ofMinutes(10));

        assertThat(effects).containsExactly("test.a", "test.b");
        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(2);
    }

    @Test
    void whatTheRegistryRefusedIsToldAgainByARetry() {
        Errand a = errand("A", "test.a");
        start((call, cause) -> Mono.just(Map.of()), a);
        world.registry.refuse(command -> command instanceof WorkflowCommand.Append
                ? Refusal.invalid("kind", "this server has no definition of workflow kind A")
                : null);
        world.tell(workflow(1), a.started(r1));
        world.registry.refuse(command -> null);
        world.advance(Duration.ofDays(1));
        assertThat(world.commands(WorkflowCommand.Append.class)).isEmpty();
        assertThat(world.explain(r1).waitingFor())
                .contains("no definition of workflow kind A; to tell it again: vedette retry repo " + r1);

        List<Boolean> found = new ArrayList<>();
        world.observer().retry(r1.aggregate()).subscribe(found::add);
        world.settle();

        assertThat(found).containsExactly(true);
        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(1);
        assertThat(effects).containsExactly("test.a");
    }

    @Test
    void aReportThatMetAnotherVersionIsToldAgain() {
        Errand a = errand("A", "test.a");
        start((call, cause) -> Mono.just(Map.of()), a);
        world.registry.refuse(command -> command instanceof WorkflowCommand.Append
                ? new Refusal(Refusal.Code.VERSION_CONFLICT, "another version", Map.of())
                : null);
        world.tell(workflow(1), a.started(r1));
        world.registry.refuse(command -> null);

        world.advance(Duration.ofMinutes(2));

        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(1);
        assertThat(effects).containsExactly("test.a");
    }

    @Test
    void whatWasDoneBeforeAnErrorIsNotDoneAgainWhenThatIsCleared() {
        Errand a = Errand.ofRepo(
                "A",
                (self, now) -> new Step.Do(
                        Call.of("test.a"),
                        first -> new Step.Do(Call.of("test.b"), second -> self.tell(now, "done"), null),
                        null));
        List<String> broken = new ArrayList<>(List.of("test.b"));
        start(
                (call, cause) ->
                        broken.remove(call.name()) ? Mono.error(new StrongError("disk full")) : Mono.just(Map.of()),
                a);
        world.tell(workflow(1), a.started(r1));
        String stored = world.storedError(r1);
        world.tell(r1, errorSet(stored));
        world.advance(Duration.ofDays(1));
        assertThat(effects).containsExactly("test.a", "test.b");
        assertThat(world.explain(r1).waitingFor()).startsWith("the stored error to be cleared, in workflow ");
        assertThat(Advice.of(world.explain(r1))).endsWith("vedette clear error " + r1);

        world.tell(r1, errorCleared(stored));

        assertThat(effects).containsExactly("test.a", "test.b", "test.b");
        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(1);
    }

    @Test
    void aKindThatWantsARepositoryClosedThatIsInUseIsToldThatItCannot() {
        Errand a = errand("A", "processor.disableRepo");
        start((call, cause) -> Mono.just(Map.of()), a);

        world.tell(workflow(1), a.started(r1));

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.commands(WorkflowCommand.Append.class))
                .singleElement()
                .extracting(told -> WorkflowView.fields(Errand.with(a), told.event()))
                .isEqualTo(Map.of(
                        "what",
                        "processor.disableRepo: a workflow of this kind cannot close a repository that is in use"));
    }

    @Test
    void whereTheWorkflowCannotBeToldThatARepositoryIsInUseAnErrorIsStored() {
        Errand a = Errand.ofRepo(
                "A", (self, now) -> new Step.Do(Call.of("processor.disableRepo"), done -> Step.end(), null));
        start((call, cause) -> Mono.just(Map.of()), a);

        world.tell(workflow(1), a.started(r1));

        assertThat(world.storedError(r1)).endsWith("cannot close a repository that is in use");
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }
}
