package io.vedette.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.RegistryId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of a user's own beside the built-in ones, and tables that contradict themselves. */
class WorkflowKindsTest {

    enum Phase {
        NONE,
        STARTED,
        DONE
    }

    record State(Phase phase) implements WorkflowState {}

    /** The events of a kind of a user's own. */
    public sealed interface TeaEvent extends WorkflowEvent {
        /** On. */
        record Started(RegistryId registry) implements TeaEvent {}

        /** Off. */
        record Committed() implements TeaEvent {}
    }

    private record Tea(String kind) implements WorkflowDefinition<State, TeaEvent> {
        @Override
        public EventTypes<TeaEvent> events() {
            return EventTypes.of(TeaEvent.class);
        }

        @Override
        public Transitions transitions() {
            return Transitions.from(Phase.NONE)
                    .on(Phase.NONE, TeaEvent.Started.class, Role.ADMIN, Phase.STARTED)
                    .on(Phase.STARTED, TeaEvent.Committed.class, Role.SERVER, Phase.DONE)
                    .endingIn(Phase.DONE);
        }

        @Override
        public State initial() {
            return new State(Phase.NONE);
        }

        @Override
        public State evolve(State state, TeaEvent event) {
            return new State(transitions().after(state.phase(), event));
        }

        @Override
        public @Nullable Subject subject(State state) {
            return state.phase() == Phase.NONE ? null : Subject.of(Samples.REGISTRY);
        }

        @Override
        public Step next(Party party, Situation<State> situation) {
            return party.role() == Role.SERVER && situation.state().phase() == Phase.STARTED
                    ? post(party, situation.workflow(), new TeaEvent.Committed())
                    : Step.end();
        }
    }

    @Test
    void aKindOfAUsersOwnStandsBesideTheBuiltInOnes() {
        WorkflowKinds kinds = WorkflowKinds.builtIn().with(List.of(new Tea("TEA_2")));

        assertThat(kinds.all()).hasSize(WorkflowKinds.builtIn().all().size() + 1);
        assertThat(kinds.named("TEA_2")).isEqualTo(new Tea("TEA_2"));
        assertThat(kinds.named("MOVE_REPO")).isNotNull();
        assertThat(WorkflowKinds.builtIn().named("TEA_2")).isNull();
    }

    @Test
    void aKindThatIsDefinedTwiceIsRefusedNamingBoth() {
        assertThatThrownBy(() -> WorkflowKinds.builtIn().with(List.of(new Tea("MOVE_REPO"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MOVE_REPO is defined twice")
                .hasMessageContaining(Tea.class.getName())
                .hasMessageContaining("kind.MoveRepo");
        assertThatThrownBy(() -> WorkflowKinds.builtIn().with(List.of(new Tea("TEA"), new Tea("TEA"))))
                .hasMessageContaining("defined twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tea",
                "Tea",
                "2TEA",
                "_TEA",
                "TEA-2",
                "TEA 2",
                "TÉ",
                "TEA\n",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aBadNameIsRefusedNamingTheRule(String name) {
        assertThatThrownBy(() -> WorkflowKinds.builtIn().with(List.of(new Tea(name))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"")
                .hasMessageContaining("capitals, digits and underscores");
    }

    @Test
    void aKindThatCannotBeAbortedSaysSo() {
        Tea tea = new Tea("TEA");
        WorkflowKinds kinds = WorkflowKinds.builtIn().with(List.of(tea));
        WorkflowView view = WorkflowView.empty(Samples.W1, kinds)
                .evolve(Samples.recorded(Samples.W1.aggregate(), 1, Samples.event(tea, TeaEvent.Started.class)));

        var decision = view.decide(new io.vedette.domain.WorkflowCommand.Abort(Samples.W1, "no"));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        io.vedette.domain.Decision.Refuse.class,
                        refuse -> assertThat(refuse.refusal().message()).contains("TEA, STARTED", "cannot be aborted"));
    }

    @Test
    void aKindOfAUsersOwnIsDrawnLikeTheOthers() {
        Tea tea = new Tea("TEA");
        SequenceDiagram.Scene scene = new SequenceDiagram.Scene(
                WorkflowKinds.builtIn().with(List.of(tea)),
                Samples.W1,
                Samples.registry(),
                io.vedette.domain.RepoView.empty(Samples.R1),
                new io.vedette.domain.WorkflowCommand.Append(Samples.W1, Samples.event(tea, TeaEvent.Started.class)));

        assertThat(SequenceDiagram.of(scene)).isEqualTo("""
                sequenceDiagram
                    actor administrator
                    participant server as registry server
                    participant observer
                    participant Workflow as workflow's history
                    administrator->>Workflow: TEA_STARTED
                    server->>Workflow: TEA_COMMITTED
                """);
        assertThat(SequenceDiagram.ofAbort(scene)).isNull();
        assertThat(StateDiagram.of(tea.transitions())).isEqualTo("""
                stateDiagram-v2
                    [*] --> STARTED : STARTED by the administrator
                    STARTED --> DONE : COMMITTED by the server
                    DONE --> [*]
                """);
    }

    @Test
    void aTableThatContradictsItselfIsRefused() {
        Transitions.Builder twice = Transitions.from(Phase.NONE)
                .on(Phase.NONE, TeaEvent.Started.class, Role.ADMIN, Phase.STARTED)
                .on(Phase.NONE, TeaEvent.Started.class, Role.ADMIN, Phase.DONE);
        Transitions.Builder leaving = Transitions.from(Phase.NONE)
                .on(Phase.NONE, TeaEvent.Started.class, Role.ADMIN, Phase.DONE)
                .on(Phase.DONE, TeaEvent.Committed.class, Role.SERVER, Phase.STARTED);

        assertThatThrownBy(() -> twice.endingIn(Phase.DONE)).hasMessage("two rows for Started at NONE");
        assertThatThrownBy(() -> leaving.endingIn(Phase.DONE)).hasMessage("a row leaves the end DONE");
    }
}
