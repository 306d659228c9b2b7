package io.vedette.workflows.kind;

import static io.vedette.workflows.Role.ACQUIRER;
import static io.vedette.workflows.Role.ADMIN;
import static io.vedette.workflows.Role.RELEASER;
import static io.vedette.workflows.Role.SERVER;

import io.vedette.domain.HostPath;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryState;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.Call;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Place;
import io.vedette.workflows.Role;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * MOVE_REPO: a repository moves to another path, file server or directory, across two observers or within one. Its former
 * owner closes and releases it, its new owner brings the files over; only then does the repository, and after it the
 * registry, say that it lives there. An abort before that leads back, and the new owner takes back what it has brought.
 */
public final class MoveRepo implements WorkflowDefinition<MoveRepo.State, MoveRepoEvent> {

    private static final EventTypes<MoveRepoEvent> EVENTS = EventTypes.of(MoveRepoEvent.class);

    private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
            .on(Phase.NONE, MoveRepoEvent.Started.class, SERVER, Phase.STARTED)
            .on(Phase.STARTED, MoveRepoEvent.AppAccepted.class, ADMIN, Phase.ACCEPTED)
            .on(Phase.STARTED, MoveRepoEvent.Released.class, RELEASER, Phase.RELEASED)
            .on(Phase.ACCEPTED, MoveRepoEvent.Released.class, RELEASER, Phase.READY)
            .on(Phase.RELEASED, MoveRepoEvent.AppAccepted.class, ADMIN, Phase.READY)
            .on(Phase.READY, MoveRepoEvent.Moved.class, ACQUIRER, Phase.MOVED)
            .on(Phase.MOVED, MoveRepoEvent.Committed.class, SERVER, Phase.COMMITTED)
            .on(Phase.STARTED, MoveRepoEvent.AbortAccepted.class, ADMIN, Phase.ABORTING)
            .on(Phase.ACCEPTED, MoveRepoEvent.AbortAccepted.class, ADMIN, Phase.ABORTING)
            .on(Phase.RELEASED, MoveRepoEvent.AbortAccepted.class, ADMIN, Phase.ABORTING)
            .on(Phase.READY, MoveRepoEvent.AbortAccepted.class, ADMIN, Phase.DISCARDING)
            .on(Phase.DISCARDING, MoveRepoEvent.Discarded.class, ACQUIRER, Phase.ABORTING)
            .on(Phase.ABORTING, MoveRepoEvent.Aborted.class, SERVER, Phase.ABORTED)
            .endingIn(Phase.COMMITTED, Phase.ABORTED);

    /** Where a move stands. */
    public enum Phase {
        /** Its history has not begun. */
        NONE,
        /** The repository is to be released, and applications are to be asked. */
        STARTED,
        /** Applications are ready; the repository is to be released. */
        ACCEPTED,
        /** The repository is released; applications are to be asked. */
        RELEASED,
        /** The files may be brought over. */
        READY,
        /** The files are at their new place; repository and registry are to be told. */
        MOVED,
        /** It has ended at the new place. */
        COMMITTED,
        /** Aborted; what may have been brought over is to be taken back. */
        DISCARDING,
        /** Aborted; repository and registry are to be told. */
        ABORTING,
        /** It has ended at the former place. */
        ABORTED
    }

    /**
     * What a move has come to.
     *
     * @param phase where it stands
     * @param plan how it began; null before that
     * @param shadow where the shadow is now; null before that is known
     * @param reason why it was aborted; empty if it was not
     */
    public record State(
            Phase phase,
            MoveRepoEvent.@Nullable Started plan,
            @Nullable HostPath shadow,
            String reason) implements WorkflowState {}

    @Override
    public String kind() {
        return "MOVE_REPO";
    }

    @Override
    public EventTypes<MoveRepoEvent> events() {
        return EVENTS;
    }

    @Override
    public Transitions transitions() {
        return TRANSITIONS;
    }

    @Override
    public State initial() {
        return new State(Phase.NONE, null, null, "");
    }

    @Override
    public State evolve(State state, MoveRepoEvent event) {
        Phase after = TRANSITIONS.after(state.phase(), event);
        if (after == state.phase()) {
            return state;
        }
        return new State(
                after,
                event instanceof MoveRepoEvent.Started started ? started : state.plan(),
                event instanceof MoveRepoEvent.Moved moved ? moved.shadowPath() : state.shadow(),
                event instanceof MoveRepoEvent.AbortAccepted abort ? abort.reason() : state.reason());
    }

    @Override
    public @Nullable Subject subject(State state) {
        MoveRepoEvent.Started plan = state.plan();
        return plan == null
                ? null
                : new Subject(
                        plan.registry(),
                        plan.repo(),
                        new Place(plan.oldPath(), plan.oldHost()),
                        new Place(plan.newPath(), plan.newHost()));
    }

    @Override
    public @Nullable Refusal refusal(WorkflowId workflow, State state, MoveRepoEvent event) {
        long fence = state.plan() == null ? 0 : state.plan().fence();
        if (event instanceof MoveRepoEvent.Released released) {
            return Fences.check(workflow, fence, released.fence());
        }
        if (event instanceof MoveRepoEvent.Moved moved) {
            return Fences.check(workflow, fence, moved.fence());
        }
        return event instanceof MoveRepoEvent.Discarded discarded
                ? Fences.check(workflow, fence, discarded.fence())
                : null;
    }

    @Override
    public MoveRepoEvent abort(String reason) {
        return new MoveRepoEvent.AbortAccepted(reason);
    }

    @Override
    public boolean opens(Undertaking undertaking) {
        return undertaking instanceof Undertaking.Move;
    }

    @Override
    public String command(Class<? extends MoveRepoEvent> event) {
        if (event == MoveRepoEvent.AppAccepted.class) {
            return "acceptMoveRepo";
        }
        if (event == MoveRepoEvent.Released.class) {
            return "releaseMoveRepo";
        }
        return event == MoveRepoEvent.Discarded.class ? "discardMoveRepo" : "commitMoveRepo";
    }

    /** Who gives up and takes a repository plays both parts, one after the other. */
    @Override
    public List<Role> roles(boolean wasOurs, boolean isOurs) {
        if (wasOurs && isOurs) {
            return List.of(RELEASER, ACQUIRER);
        }
        return wasOurs ? List.of(RELEASER) : isOurs ? List.of(ACQUIRER) : List.of();
    }

    @Override
    public Step next(Party party, Situation<State> situation) {
        return switch (party.role()) {
            case SERVER -> serve(party, situation);
            case RELEASER -> release(party, situation);
            case ACQUIRER -> acquire(party, situation);
            case ADMIN -> ask(party, situation);
            case OBSERVER -> Step.end();
        };
    }

    private Step serve(Party server, Situation<State> situation) {
        State state = situation.state();
        return switch (state.phase()) {
            case NONE -> begin(server, situation);
            case STARTED ->
                Step.waitFor("APP_ACCEPTED and RELEASED", "an application or person, and " + formerOwner(state));
            case ACCEPTED -> Step.waitFor("RELEASED", formerOwner(state));
            case RELEASED -> Step.waitFor("APP_ACCEPTED", "an application or person");
            case READY -> Step.waitFor("MOVED", newOwner(state));
            case MOVED ->
                Endings.commit(
                        situation,
                        new RepoCommand.FinishMove(
                                repo(state), situation.workflow(), Objects.requireNonNull(state.shadow())),
                        post(server, situation.workflow(), new MoveRepoEvent.Committed()));
            case DISCARDING ->
                Endings.abort(situation, repo(state), state.reason(), Step.waitFor("DISCARDED", newOwner(state)));
            case ABORTING ->
                Endings.abort(
                        situation,
                        repo(state),
                        state.reason(),
                        post(server, situation.workflow(), new MoveRepoEvent.Aborted(state.reason())));
            case COMMITTED, ABORTED -> Endings.after(situation);
        };
    }

    /** By its file server, since that is where somebody may have to look. */
    private static String formerOwner(State state) {
        return "the former owner on " + plan(state).oldHost();
    }

    private static String newOwner(State state) {
        return "the new owner on " + plan(state).newHost();
    }

    private Step begin(Party server, Situation<State> situation) {
        Undertaking.Move wanted = (Undertaking.Move) situation.undertaking();
        RegistryState registry = situation.registry();
        if (wanted == null || registry == null || situation.repo() == null) {
            return Step.end();
        }
        RepoId repo = situation.repo().repo();
        if (situation.relocation() instanceof Relocation.Move move
                && move.from().shadow() != null) {
            return post(
                    server,
                    situation.workflow(),
                    new MoveRepoEvent.Started(
                            Objects.requireNonNull(situation.repo().registry()),
                            repo,
                            situation.fence(),
                            move.from().path(),
                            move.from().host(),
                            move.from().hostPath(),
                            move.from().shadow(),
                            move.path(),
                            move.host(),
                            move.hostPath()));
        }
        if (wanted.root() == null) {
            return Endings.reject(situation, repo, "there is no root at or above " + wanted.newPath());
        }
        return Endings.start(
                situation,
                new RepoCommand.StartMove(
                        repo,
                        situation.workflow(),
                        wanted.newPath(),
                        wanted.root().host(),
                        wanted.root().hostPathOf(wanted.newPath())));
    }

    private Step release(Party party, Situation<State> situation) {
        State state = situation.state();
        MoveRepoEvent.Started plan = state.plan();
        if (plan == null) {
            return Step.end();
        }
        if (situation.isNotUnderWay() && !TRANSITIONS.isEnd(state.phase())) {
            return Step.waitFor("the end of the move", "the registry");
        }
        Call close = Call.of("processor.disableRepo", "repo", plan.repo().toString());
        return switch (state.phase()) {
            case STARTED ->
                new Step.Do(close, closed -> Step.waitFor("APP_ACCEPTED", "an application or person"), null);
            case ACCEPTED ->
                new Step.Do(
                        close,
                        closed -> post(party, situation.workflow(), new MoveRepoEvent.Released(plan.fence())),
                        null);
            default -> Step.end();
        };
    }

    private Step acquire(Party party, Situation<State> situation) {
        State state = situation.state();
        MoveRepoEvent.Started plan = state.plan();
        if (plan == null) {
            return Step.end();
        }
        if (situation.isNotUnderWay() && state.phase() != Phase.DISCARDING && !TRANSITIONS.isEnd(state.phase())) {
            return Step.waitFor("the end of the move", "the registry");
        }
        return switch (state.phase()) {
            case STARTED ->
                Step.waitFor("APP_ACCEPTED and RELEASED", "an application or person, and " + formerOwner(state));
            case ACCEPTED -> Step.waitFor("RELEASED", formerOwner(state));
            case RELEASED -> Step.waitFor("APP_ACCEPTED", "an application or person");
            case READY ->
                new Step.Do(
                        order("initializer.moveRepo", situation.workflow(), plan),
                        result -> post(
                                party,
                                situation.workflow(),
                                new MoveRepoEvent.Moved(
                                        new HostPath(result.getOrDefault("shadowPath", "")), plan.fence())),
                        null);
            case DISCARDING ->
                new Step.Do(
                        order("initializer.discardMove", situation.workflow(), plan),
                        done -> post(party, situation.workflow(), new MoveRepoEvent.Discarded(plan.fence())),
                        null);
            default -> Step.end();
        };
    }

    private static Call order(String name, WorkflowId workflow, MoveRepoEvent.Started plan) {
        return Call.of(
                name,
                "repo",
                plan.repo().toString(),
                "workflow",
                workflow.toString(),
                "oldHostPath",
                plan.oldHostPath().value(),
                "oldShadowPath",
                plan.oldShadowPath().value(),
                "newHostPath",
                plan.newHostPath().value());
    }

    private Step ask(Party party, Situation<State> situation) {
        State state = situation.state();
        MoveRepoEvent.Started plan = state.plan();
        if (plan == null) {
            return Step.end();
        }
        return switch (state.phase()) {
            case STARTED, RELEASED ->
                new Step.Ask(
                        "make applications ready for repository " + plan.repo() + " at " + plan.newPath()
                                + " instead of " + plan.oldPath(),
                        post(party, situation.workflow(), new MoveRepoEvent.AppAccepted()));
            case DISCARDING ->
                new Step.Ask(
                        "the new owner takes back what it brought to " + plan.newHostPath() + " on " + plan.newHost()
                                + "; only if it is gone for good, do so by hand",
                        post(party, situation.workflow(), new MoveRepoEvent.Discarded(plan.fence())));
            default -> Step.end();
        };
    }

    private static MoveRepoEvent.Started plan(State state) {
        return Objects.requireNonNull(state.plan(), "a move that has begun has a plan");
    }

    private static RepoId repo(State state) {
        return plan(state).repo();
    }
}
