package io.vedette.workflows.kind;

import static io.vedette.workflows.Role.ADMIN;
import static io.vedette.workflows.Role.OBSERVER;
import static io.vedette.workflows.Role.SERVER;

import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.Refusal;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.Call;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Place;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * MOVE_SHADOW: the shadow of a repository moves to another place on its file server. The observer closes the repository, a
 * person moves the files and says so, and the observer opens it again.
 */
public final class MoveShadow implements WorkflowDefinition<MoveShadow.State, MoveShadowEvent> {

    private static final EventTypes<MoveShadowEvent> EVENTS = EventTypes.of(MoveShadowEvent.class);

    private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
            .on(Phase.NONE, MoveShadowEvent.Started.class, SERVER, Phase.STARTED)
            .on(Phase.STARTED, MoveShadowEvent.Disabled.class, OBSERVER, Phase.DISABLED)
            .on(Phase.DISABLED, MoveShadowEvent.Moved.class, ADMIN, Phase.MOVED)
            .on(Phase.MOVED, MoveShadowEvent.Committed.class, SERVER, Phase.COMMITTED)
            .on(Phase.STARTED, MoveShadowEvent.AbortAccepted.class, ADMIN, Phase.ABORTING)
            .on(Phase.DISABLED, MoveShadowEvent.AbortAccepted.class, ADMIN, Phase.ABORTING)
            .on(Phase.ABORTING, MoveShadowEvent.Aborted.class, SERVER, Phase.ABORTED)
            .endingIn(Phase.COMMITTED, Phase.ABORTED);

    /** Where a move of a shadow stands. */
    public enum Phase {
        /** Its history has not begun. */
        NONE,
        /** The repository is to be closed. */
        STARTED,
        /** The shadow may be moved. */
        DISABLED,
        /** The shadow is at its new place; repository and registry are to be told. */
        MOVED,
        /** It has ended with the shadow at its new place. */
        COMMITTED,
        /** Aborted; repository and registry are to be told. */
        ABORTING,
        /** It has ended with the shadow where it was. */
        ABORTED
    }

    /**
     * What a move of a shadow has come to.
     *
     * @param phase where it stands
     * @param plan how it began; null before that
     * @param reason why it was aborted; empty if it was not
     */
    public record State(Phase phase, MoveShadowEvent.@Nullable Started plan, String reason) implements WorkflowState {}

    @Override
    public String kind() {
        return "MOVE_SHADOW";
    }

    @Override
    public EventTypes<MoveShadowEvent> events() {
        return EVENTS;
    }

    @Override
    public Transitions transitions() {
        return TRANSITIONS;
    }

    @Override
    public State initial() {
        return new State(Phase.NONE, null, "");
    }

    @Override
    public State evolve(State state, MoveShadowEvent event) {
        Phase after = TRANSITIONS.after(state.phase(), event);
        return after == state.phase()
                ? state
                : new State(
                        after,
                        event instanceof MoveShadowEvent.Started started ? started : state.plan(),
                        event instanceof MoveShadowEvent.AbortAccepted abort ? abort.reason() : state.reason());
    }

    @Override
    public @Nullable Subject subject(State state) {
        MoveShadowEvent.Started plan = state.plan();
        return plan == null ? null : Subject.of(plan.registry(), plan.repo(), new Place(plan.path(), plan.host()));
    }

    @Override
    public @Nullable Refusal refusal(WorkflowId workflow, State state, MoveShadowEvent event) {
        return event instanceof MoveShadowEvent.Disabled disabled && state.plan() != null
                ? Fences.check(workflow, state.plan().fence(), disabled.fence())
                : null;
    }

    @Override
    public MoveShadowEvent abort(String reason) {
        return new MoveShadowEvent.AbortAccepted(reason);
    }

    @Override
    public boolean opens(Undertaking undertaking) {
        return undertaking instanceof Undertaking.ShadowMove;
    }

    @Override
    public String command(Class<? extends MoveShadowEvent> event) {
        return event == MoveShadowEvent.Disabled.class ? "confirmShadowDisabled" : "commitMoveShadow";
    }

    @Override
    public Step next(Party party, Situation<State> situation) {
        return switch (party.role()) {
            case SERVER -> serve(party, situation);
            case OBSERVER -> close(party, situation);
            case ADMIN -> ask(party, situation);
            case RELEASER, ACQUIRER -> Step.end();
        };
    }

    private Step serve(Party server, Situation<State> situation) {
        State state = situation.state();
        return switch (state.phase()) {
            case NONE -> begin(server, situation);
            case STARTED ->
                Step.waitFor("DISABLED", "the observer on " + plan(state).host());
            case DISABLED -> Step.waitFor("MOVED", "a person");
            case MOVED ->
                Endings.commit(
                        situation,
                        new RepoCommand.FinishShadowMove(repo(state), situation.workflow()),
                        post(server, situation.workflow(), new MoveShadowEvent.Committed()));
            case ABORTING ->
                Endings.abort(
                        situation,
                        repo(state),
                        state.reason(),
                        post(server, situation.workflow(), new MoveShadowEvent.Aborted(state.reason())));
            case COMMITTED, ABORTED -> Endings.after(situation);
        };
    }

    private Step begin(Party server, Situation<State> situation) {
        Undertaking.ShadowMove wanted = (Undertaking.ShadowMove) situation.undertaking();
        RepoView view = situation.repo();
        if (wanted == null || view == null) {
            return Step.end();
        }
        Location here = view.location();
        HostPath old = view.shadow();
        if (situation.relocation() instanceof Relocation.ShadowMove move && here != null && old != null) {
            return post(
                    server,
                    situation.workflow(),
                    new MoveShadowEvent.Started(
                            Objects.requireNonNull(view.registry()),
                            view.repo(),
                            situation.fence(),
                            here.path(),
                            here.host(),
                            old,
                            move.shadow()));
        }
        HostPath shadow = wanted.shadow();
        return shadow == null
                ? Endings.reject(situation, view.repo(), "the history does not say where the shadow shall be")
                : Endings.start(situation, new RepoCommand.StartShadowMove(view.repo(), situation.workflow(), shadow));
    }

    private Step close(Party party, Situation<State> situation) {
        State state = situation.state();
        MoveShadowEvent.Started plan = state.plan();
        if (plan == null) {
            return Step.end();
        }
        if (situation.isNotUnderWay() && !TRANSITIONS.isEnd(state.phase())) {
            return Step.waitFor("the end of the move", "the registry");
        }
        return switch (state.phase()) {
            case STARTED ->
                new Step.Do(
                        Call.of("processor.disableRepo", "repo", plan.repo().toString()),
                        closed -> post(party, situation.workflow(), new MoveShadowEvent.Disabled(plan.fence())),
                        null);
            case DISABLED -> Step.waitFor("MOVED", "a person");
            default -> Step.end();
        };
    }

    private Step ask(Party party, Situation<State> situation) {
        MoveShadowEvent.Started plan = situation.state().plan();
        return plan == null || situation.state().phase() != Phase.DISABLED
                ? Step.end()
                : new Step.Ask(
                        "move the shadow of repository " + plan.repo() + " from " + plan.oldShadowPath() + " to "
                                + plan.newShadowPath() + " on " + plan.host(),
                        post(party, situation.workflow(), new MoveShadowEvent.Moved()));
    }

    private static MoveShadowEvent.Started plan(State state) {
        return Objects.requireNonNull(state.plan(), "a move that has begun has a plan");
    }

    private static RepoId repo(State state) {
        return plan(state).repo();
    }
}
