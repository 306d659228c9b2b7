package io.vedette.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.Event;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.kind.MoveRepo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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

    /** As of a plug-in that was built with another version of something. */
    private record Broken() implements WorkflowDefinition<State, TeaEvent> {
        @Override
        public String kind() {
            return "BROKEN";
        }

        @Override
        public EventTypes<TeaEvent> events() {
            throw new NoClassDefFoundError("tea/Events");
        }

        @Override
        public Transitions transitions() {
            throw new NoClassDefFoundError("tea/Table");
        }

        @Override
        public State initial() {
            throw new NoClassDefFoundError("tea/State");
        }

        @Override
        public State evolve(State state, TeaEvent event) {
            return state;
        }

        @Override
        public @Nullable Subject subject(State state) {
            return null;
        }

        @Override
        public Step next(Party party, Situation<State> situation) {
            return Step.end();
        }

        @Override
        public boolean opens(Undertaking undertaking) {
            throw new NoClassDefFoundError("tea/Undertaking");
        }
    }

    private static final Undertaking MOVE = new Undertaking.Move(Samples.W1, Samples.BAR, Samples.OTHER);

    @Test
    void whatOneDefinitionDoesIsFoundBehindABrokenOne() {
        WorkflowKinds kinds = WorkflowKinds.of(List.of(new Broken(), new MoveRepo()));

        assertThat(kinds.opening(MOVE)).isInstanceOf(MoveRepo.class);
    }

    @Test
    void whatNobodyDoesIsBlamedOnTheBrokenOne() {
        WorkflowKinds kinds = WorkflowKinds.of(List.of(new Broken(), new Tea("TEA")));

        assertThatThrownBy(() -> kinds.opening(MOVE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Broken.class.getName())
                .hasMessageContaining("tea/Undertaking");
        assertThat(WorkflowKinds.of(List.of(new Tea("TEA"))).opening(MOVE)).isNull();
    }

    @Test
    void aDefinitionThatLacksAClassThrowsNoErrors() {
        Broken broken = new Broken();
        WorkflowKinds kinds = WorkflowKinds.of(List.of(broken));
        var event = new Event.OfWorkflow("BROKEN", "STARTED", Event.Bytes.EMPTY);

        WorkflowView view =
                WorkflowView.empty(Samples.W1, kinds).evolve(Samples.recorded(Samples.W1.aggregate(), 1, event));

        assertThat(view.malformed()).contains("BROKEN_STARTED at version 1", "tea/");
        assertThat(view.isOpen()).isTrue();
        assertThat(kinds.isLast(event)).isFalse();
        assertThat(WorkflowView.fields(kinds, event)).isEmpty();
        assertThatThrownBy(() -> WorkflowView.command(kinds, event)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void whatStepsLeadToThrowsNoErrorsAndIsNeverNull() {
        Function<Object, Step> lacks = answer -> {
            throw new NoClassDefFoundError("tea/Leaf");
        };
        Function<Object, Step> forgets = answer -> null;

        for (Function<Object, Step> broken : List.of(lacks, forgets)) {
            Step.Do effect = new Step.Do(Call.of("brew"), broken::apply, broken::apply);
            Step.Post post = new Step.Post(new WorkflowCommand.ConfirmTask(Samples.W1), broken::apply);

            assertThatThrownBy(() -> effect.then().apply(Map.of())).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> Objects.requireNonNull(effect.failed()).apply(""))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> Objects.requireNonNull(post.refused()).apply(Refusal.invalid("a", "b")))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void stepsThatLeadToTheSameAreTheSame() {
        Function<Map<String, String>, Step> then = result -> Step.end();

        assertThat(new Step.Do(Call.of("brew"), then, null)).isEqualTo(new Step.Do(Call.of("brew"), then, null));
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
