package io.vedette.observer;

import static io.vedette.observer.standin.Tale.freeze;
import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.repoAdded;
import static io.vedette.observer.standin.Tale.shadow;
import static io.vedette.observer.standin.Tale.tierStarted;
import static io.vedette.observer.standin.Tale.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Host;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Place;
import io.vedette.workflows.Role;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowState;
import io.vedette.workflows.kind.TierChangeEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A kind of workflow whose definition is broken holds up its own workflows, and neither a repository nor others. */
@ExtendWith(OnReactorThread.class)
class BrokenDefinitionTest {

    private final RepoId r1 = repo(1);
    private final World world = new World();

    @Test
    void aRepositoryIsServedAndFrozenBesideAWorkflowWhoseDefinitionIsBroken() {
        WorkflowKinds kinds = WorkflowKinds.builtIn().with(List.of(new Odd()));
        world.given().registryEvent(repoAdded(r1, "/ex/a/r1"));
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.start(settings -> settings.workflows(kinds));
        world.calls(r1);

        world.tell(workflow(1), new Odd().events().write("ODD", new Started(Tale.REGISTRY_ID, r1)));

        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.explain(r1).waitingFor())
                .contains("NoClassDefFoundError", "odd/Next", "start the observer with a plug-in", "ODD");

        world.tell(r1, tierStarted(2, StorageTier.FROZEN));
        world.tell(
                workflow(2),
                freeze(new TierChangeEvent.Started(
                        Tale.REGISTRY_ID, r1, 3, new RepoPath("/ex/a/r1"), new Host("h1"), Tale.ADA)),
                freeze(new TierChangeEvent.FilesStarted()));

        assertThat(world.calls(r1)).containsExactly("processor.freezeRepo", "command.completeFiles");
    }

    /** Its events. */
    public sealed interface OddEvent extends WorkflowEvent {}

    /** Begins. */
    public record Started(RegistryId registry, RepoId repo) implements OddEvent {}

    /** Has ended. */
    public record Ended() implements OddEvent {}

    private enum Phase {
        NONE,
        ODD,
        ENDED
    }

    private record State(Phase phase, @Nullable Started started) implements WorkflowState {}

    /** Lacks a class when an observer asks it. */
    private static final class Odd implements WorkflowDefinition<State, OddEvent> {

        private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
                .on(Phase.NONE, Started.class, Role.ADMIN, Phase.ODD)
                .on(Phase.ODD, Ended.class, Role.SERVER, Phase.ENDED)
                .endingIn(Phase.ENDED);

        @Override
        public String kind() {
            return "ODD";
        }

        @Override
        public EventTypes<OddEvent> events() {
            return EventTypes.of(OddEvent.class);
        }

        @Override
        public Transitions transitions() {
            return TRANSITIONS;
        }

        @Override
        public State initial() {
            return new State(Phase.NONE, null);
        }

        @Override
        public State evolve(State state, OddEvent event) {
            return new State(
                    TRANSITIONS.after(state.phase(), event),
                    event instanceof Started started ? started : state.started());
        }

        @Override
        public @Nullable Subject subject(State state) {
            Started started = state.started();
            return started == null
                    ? null
                    : Subject.of(
                            started.registry(), started.repo(), new Place(new RepoPath("/ex/a/r1"), new Host("h1")));
        }

        @Override
        public Step next(Party party, Situation<State> situation) {
            throw new NoClassDefFoundError("odd/Next");
        }
    }
}
