package com.example.survey;

import io.vedette.workflows.Call;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowState;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** DISK_SURVEY: each observer measures how much room its file server has, and the registry gathers what they say. */
public final class Survey implements WorkflowDefinition<Survey.State, SurveyEvent> {

    /** What an observer is asked to do. */
    static final String MEASURE = "disk-survey.measure";

    private static final EventTypes<SurveyEvent> EVENTS = EventTypes.of(SurveyEvent.class);

    private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
            .on(Phase.NONE, SurveyEvent.Started.class, Role.ADMIN, Phase.GATHERING)
            .on(Phase.GATHERING, SurveyEvent.Measured.class, Role.OBSERVER, Phase.GATHERING)
            .on(Phase.GATHERING, SurveyEvent.Failed.class, Role.OBSERVER, Phase.GATHERING)
            .on(Phase.GATHERING, SurveyEvent.Committed.class, Role.SERVER, Phase.COMMITTED)
            .on(Phase.GATHERING, SurveyEvent.Aborted.class, Role.ADMIN, Phase.ABORTED)
            .endingIn(Phase.COMMITTED, Phase.ABORTED);

    /** Where a survey stands. */
    public enum Phase {
        NONE,
        GATHERING,
        COMMITTED,
        ABORTED
    }

    /** What a survey has come to: how it began, and what each server said. */
    public record State(Phase phase, SurveyEvent.Started plan, Map<String, String> answers)
            implements WorkflowState {}

    @Override
    public String kind() {
        return "DISK_SURVEY";
    }

    @Override
    public EventTypes<SurveyEvent> events() {
        return EVENTS;
    }

    @Override
    public Transitions transitions() {
        return TRANSITIONS;
    }

    @Override
    public State initial() {
        return new State(Phase.NONE, null, Map.of());
    }

    @Override
    public State evolve(State state, SurveyEvent event) {
        Phase after = TRANSITIONS.after(state.phase(), event);
        if (event instanceof SurveyEvent.Started started && after != state.phase()) {
            return new State(after, started, Map.of());
        }
        Map<String, String> answers = new TreeMap<>(state.answers());
        if (event instanceof SurveyEvent.Measured measured) {
            answers.put(measured.server(), measured.freeMegabytes() + " MB");
        } else if (event instanceof SurveyEvent.Failed failed) {
            answers.put(failed.server(), failed.reason());
        }
        return new State(after, state.plan(), answers);
    }

    @Override
    public Subject subject(State state) {
        return state.plan() == null ? null : Subject.of(state.plan().registry());
    }

    @Override
    public SurveyEvent abort(String reason) {
        return new SurveyEvent.Aborted(reason);
    }

    @Override
    public Step next(Party party, Situation<State> situation) {
        State state = situation.state();
        if (state.phase() != Phase.GATHERING) {
            return Step.end();
        }
        if (party.role() == Role.SERVER) {
            return new Step.Wait(
                    "answers",
                    "the observers of the registry",
                    new Step.Limit(
                            Duration.ofSeconds(state.plan().seconds()),
                            post(party, situation.workflow(), new SurveyEvent.Committed(state.answers().toString()))));
        }
        if (party.role() != Role.OBSERVER || state.answers().containsKey(party.name())) {
            return Step.end();
        }
        return new Step.Do(
                Call.of(MEASURE),
                result -> post(
                        party,
                        situation.workflow(),
                        new SurveyEvent.Measured(party.name(), Long.parseLong(result.get("freeMegabytes")))),
                reason -> post(party, situation.workflow(), new SurveyEvent.Failed(party.name(), reason)));
    }
}
