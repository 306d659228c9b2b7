package io.vedette.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.Refusal;
import io.vedette.domain.WorkflowCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every phase of every kind with every event: accepted exactly if the table has the row, refused with the phase otherwise. */
class DecisionTableTest {

    private static Refusal refused(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse) decision).refusal();
    }

    private static List<Event> accepted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        return ((Decision.Accept) decision).events();
    }

    private static List<Class<? extends WorkflowEvent>> types(WorkflowDefinition<?, ?> definition) {
        return definition.events().names().stream()
                .<Class<? extends WorkflowEvent>>map(
                        name -> Objects.requireNonNull(definition.events().named(name)))
                .toList();
    }

    private static Decision record(List<Event.OfWorkflow> history, Event.OfWorkflow event) {
        return Samples.view(history).decide(new WorkflowCommand.Record(Samples.W1, event));
    }

    private static Decision append(List<Event.OfWorkflow> history, Event.OfWorkflow event) {
        return Samples.view(history).decide(new WorkflowCommand.Append(Samples.W1, event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE_REPO", "MOVE_SHADOW", "FREEZE_REPO", "UNFREEZE_REPO", "PING_REGISTRY"})
    void theTableDecides(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        Samples.histories(definition).forEach((phase, history) -> {
            for (Class<? extends WorkflowEvent> type : types(definition)) {
                Event.OfWorkflow event = sample(definition, history, type);
                Transitions.Row row = definition.transitions().row(phase, type);
                if (row != null) {
                    assertThat(accepted(record(history, event))).containsExactly(event);
                    if (row.by() == Role.SERVER) {
                        Refusal refusal = refused(append(history, event));
                        assertThat(refusal.details()).isEqualTo(Map.of("state", phase.name()));
                        assertThat(refusal.message()).contains("only the registry itself", event.type(), kind);
                    } else {
                        assertThat(accepted(append(history, event))).containsExactly(event);
                    }
                } else {
                    checkRefused(definition, phase, history, event);
                }
            }
        });
    }

    /** A second answer to a ping comes from somebody else. */
    private static Event.OfWorkflow sample(
            WorkflowDefinition<?, ?> definition, List<Event.OfWorkflow> history, Class<? extends WorkflowEvent> type) {
        return Samples.event(definition, type, Map.of("server", "s" + (2 + history.size())));
    }

    private static void checkRefused(
            WorkflowDefinition<?, ?> definition,
            Enum<?> phase,
            List<Event.OfWorkflow> history,
            Event.OfWorkflow event) {
        if (!history.isEmpty() && event.equals(history.get(0))) {
            assertThat(accepted(append(history, event))).isEmpty();
            assertThat(accepted(record(history, event))).isEmpty();
            return;
        }
        for (Decision decision : List.of(append(history, event), record(history, event))) {
            Refusal refusal = refused(decision);
            assertThat(refusal.message()).contains(Samples.W1.toString());
            if (history.isEmpty()) {
                assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
            } else {
                assertThat(refusal.code()).isEqualTo(Refusal.Code.FAILED_PRECONDITION);
                assertThat(refusal.details()).isEqualTo(Map.of("state", phase.name()));
                assertThat(refusal.message())
                        .contains(definition.kind(), phase.name(), "allows no " + event.type(), "allowed are [");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE_REPO", "MOVE_SHADOW", "FREEZE_REPO", "UNFREEZE_REPO"})
    void whoComesFromAnotherChangeIsRefusedAndNothingChanges(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        int fenced = 0;
        for (var entry : Samples.histories(definition).entrySet()) {
            for (Class<? extends WorkflowEvent> type : types(definition)) {
                boolean hasFence = Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals("fence"));
                if (entry.getValue().isEmpty()
                        || !hasFence
                        || definition.transitions().row(entry.getKey(), type) == null) {
                    continue;
                }
                for (String fence : List.of("6", "8", "0")) {
                    Refusal refusal =
                            refused(append(entry.getValue(), Samples.event(definition, type, Map.of("fence", fence))));
                    assertThat(refusal.details()).isEqualTo(Map.of("state", "FENCED"));
                    assertThat(refusal.message()).contains(Samples.W1.toString(), "version 7", "not by " + fence);
                    fenced++;
                }
            }
        }
        assertThat(fenced).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE_REPO", "MOVE_SHADOW", "FREEZE_REPO", "UNFREEZE_REPO", "PING_REGISTRY"})
    void anAbortIsAcceptedExactlyUpToThePointOfNoReturn(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        Class<?> abort = Objects.requireNonNull(definition.abort("no need")).getClass();
        Samples.histories(definition).forEach((phase, history) -> {
            Decision decision = Samples.view(history).decide(new WorkflowCommand.Abort(Samples.W1, "no need"));
            if (history.isEmpty()) {
                assertThat(refused(decision).code()).isEqualTo(Refusal.Code.NOT_FOUND);
                assertThat(refused(decision).message()).contains(Samples.W1.toString(), "vedette get workflows");
            } else if (definition.transitions().row(phase, abort) != null) {
                assertThat(accepted(decision))
                        .singleElement()
                        .satisfies(event -> assertThat(
                                        WorkflowView.fields(WorkflowKinds.builtIn(), (Event.OfWorkflow) event))
                                .containsEntry("reason", "no need"));
            } else {
                Refusal refusal = refused(decision);
                assertThat(refusal.code()).isEqualTo(Refusal.Code.FAILED_PRECONDITION);
                assertThat(refusal.details()).isEqualTo(Map.of("state", phase.name()));
                assertThat(refusal.message())
                        .contains(Samples.W1.toString(), kind, phase.name(), "vedette events workflow")
                        .contains(definition.transitions().isEnd(phase) ? "has ended" : "point of no return");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE_REPO", "MOVE_SHADOW", "FREEZE_REPO", "UNFREEZE_REPO", "PING_REGISTRY"})
    void aTaskIsConfirmedExactlyWhereThereIsOne(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        Samples.histories(definition).forEach((phase, history) -> {
            WorkflowView view = Samples.view(history);
            Step.Ask task = view.task();
            String type = task != null && task.done().command() instanceof WorkflowCommand.Append done
                    ? done.event().type()
                    : "";
            Decision decision = view.decide(new WorkflowCommand.ConfirmTask(Samples.W1, type));
            if (history.isEmpty()) {
                assertThat(refused(decision).code()).isEqualTo(Refusal.Code.NOT_FOUND);
            } else if (task != null) {
                assertThat(accepted(decision)).hasSize(1);
                boolean forPeople = definition.transitions().rows().stream()
                        .anyMatch(row -> row.from() == phase
                                && row.by() == Role.ADMIN
                                && EventTypes.nameOf(row.event()).equals(type));
                assertThat(view.decide(new WorkflowCommand.ConfirmTask(Samples.W1)) instanceof Decision.Accept)
                        .isEqualTo(forPeople);
            } else {
                assertThat(refused(decision).details()).isEqualTo(Map.of("state", phase.name()));
                assertThat(refused(decision).message())
                        .contains(Samples.W1.toString(), kind, "asks nothing of people", "vedette get tasks");
            }
        });
    }
}
