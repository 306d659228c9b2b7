package io.vedette.workflows.kind;

import static io.vedette.workflows.Role.ADMIN;
import static io.vedette.workflows.Role.OBSERVER;
import static io.vedette.workflows.Role.SERVER;

import io.vedette.domain.Author;
import io.vedette.domain.Location;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
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
 * A change of tier that a file server does by one effect. A failure of that effect ends the workflow as well as its success
 * does: the repository is in the tier of the failure then, until it is tried again by another workflow or given up. Aborted
 * before the files were started, the former tier holds; later it counts as a failure, since the files may be anything.
 */
public abstract sealed class TierChange implements WorkflowDefinition<TierChange.State, TierChangeEvent>
        permits FreezeRepo, UnfreezeRepo {

    private static final EventTypes<TierChangeEvent> EVENTS = EventTypes.of(TierChangeEvent.class);

    private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
            .on(Phase.NONE, TierChangeEvent.Started.class, SERVER, Phase.STARTED)
            .on(Phase.STARTED, TierChangeEvent.FilesStarted.class, SERVER, Phase.FILES_STARTED)
            .on(Phase.FILES_STARTED, TierChangeEvent.FilesCompleted.class, OBSERVER, Phase.FILES_COMPLETED)
            .on(Phase.FILES_COMPLETED, TierChangeEvent.Committed.class, SERVER, Phase.COMMITTED)
            .on(Phase.STARTED, TierChangeEvent.AbortAccepted.class, ADMIN, Phase.RETURNING)
            .on(Phase.FILES_STARTED, TierChangeEvent.AbortAccepted.class, ADMIN, Phase.ABORTING)
            .on(Phase.RETURNING, TierChangeEvent.Aborted.class, SERVER, Phase.ABORTED)
            .on(Phase.ABORTING, TierChangeEvent.Aborted.class, SERVER, Phase.ABORTED)
            .endingIn(Phase.COMMITTED, Phase.ABORTED);

    private final String kind;
    private final String name;
    private final String effect;
    private final StorageTier way;

    /**
     * A kind of change.
     *
     * @param name for people, as {@code freeze}
     * @param effect what the file server does
     * @param way the tier meanwhile
     */
    TierChange(String kind, String name, String effect, StorageTier way) {
        this.kind = kind;
        this.name = name;
        this.effect = effect;
        this.way = way;
    }

    /** Where a change of tier stands. */
    public enum Phase {
        /** Its history has not begun. */
        NONE,
        /** Nobody has touched the files. */
        STARTED,
        /** The file server may be at work on the files. */
        FILES_STARTED,
        /** The file server is done; repository and registry are to be told. */
        FILES_COMPLETED,
        /** It has ended, well or not. */
        COMMITTED,
        /** Aborted before the files were started; repository and registry are to be told. */
        RETURNING,
        /** Aborted while the file server may have been at work; repository and registry are to be told. */
        ABORTING,
        /** It was taken back. */
        ABORTED
    }

    /**
     * What a change of tier has come to.
     *
     * @param phase where it stands
     * @param plan how it began; null before that
     * @param code how it ended, as far as it has
     * @param message more about that, or why it was aborted
     */
    public record State(Phase phase, TierChangeEvent.@Nullable Started plan, TierChangeCode code, String message)
            implements WorkflowState {}

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final EventTypes<TierChangeEvent> events() {
        return EVENTS;
    }

    @Override
    public final Transitions transitions() {
        return TRANSITIONS;
    }

    @Override
    public final State initial() {
        return new State(Phase.NONE, null, TierChangeCode.OK, "");
    }

    @Override
    public final State evolve(State state, TierChangeEvent event) {
        Phase after = TRANSITIONS.after(state.phase(), event);
        if (after == state.phase()) {
            return state;
        }
        if (event instanceof TierChangeEvent.FilesCompleted completed) {
            return new State(after, state.plan(), completed.code(), completed.message());
        }
        if (event instanceof TierChangeEvent.AbortAccepted abort) {
            TierChangeCode code = after == Phase.RETURNING ? TierChangeCode.ABORTED : TierChangeCode.FAILED;
            return new State(after, state.plan(), code, name + " aborted: " + abort.reason());
        }
        TierChangeEvent.Started plan = event instanceof TierChangeEvent.Started started ? started : state.plan();
        return new State(after, plan, state.code(), state.message());
    }

    @Override
    public final @Nullable Subject subject(State state) {
        TierChangeEvent.Started plan = state.plan();
        return plan == null ? null : Subject.of(plan.registry(), plan.repo(), new Place(plan.path(), plan.host()));
    }

    @Override
    public final @Nullable Refusal refusal(WorkflowId workflow, State state, TierChangeEvent event) {
        if (!(event instanceof TierChangeEvent.FilesCompleted completed) || state.plan() == null) {
            return null;
        }
        return completed.code() == TierChangeCode.OK || completed.code() == TierChangeCode.FAILED
                ? Fences.check(workflow, state.plan().fence(), completed.fence())
                : Refusal.invalid("code", "must be OK or FAILED");
    }

    @Override
    public final TierChangeEvent abort(String reason) {
        return new TierChangeEvent.AbortAccepted(reason);
    }

    @Override
    public final boolean opens(Undertaking undertaking) {
        return undertaking instanceof Undertaking.TierChange change
                && way.former().towards(change.target()) == way;
    }

    @Override
    public final String command(Class<? extends TierChangeEvent> event) {
        return "completeFiles";
    }

    @Override
    public final Step next(Party party, Situation<State> situation) {
        return switch (party.role()) {
            case SERVER -> serve(party, situation);
            case OBSERVER -> touch(party, situation);
            case ADMIN, RELEASER, ACQUIRER -> Step.end();
        };
    }

    private Step serve(Party server, Situation<State> situation) {
        State state = situation.state();
        WorkflowId workflow = situation.workflow();
        return switch (state.phase()) {
            case NONE -> begin(server, situation);
            case STARTED -> post(server, workflow, new TierChangeEvent.FilesStarted());
            case FILES_STARTED ->
                Step.waitFor("FILES_COMPLETED", "the observer on " + plan(state).host());
            case FILES_COMPLETED -> end(situation, post(server, workflow, new TierChangeEvent.Committed()));
            case RETURNING, ABORTING ->
                end(situation, post(server, workflow, new TierChangeEvent.Aborted(state.message())));
            case COMMITTED, ABORTED -> Endings.after(situation);
        };
    }

    private static Step end(Situation<State> situation, Step last) {
        State state = situation.state();
        RepoId repo = plan(state).repo();
        return Endings.commit(
                situation,
                new RepoCommand.FinishTierChange(repo, situation.workflow(), state.code(), state.message()),
                new RegistryCommand.ConcludeTierChange(
                        Endings.registry(situation), repo, situation.workflow(), state.code(), state.message()),
                last);
    }

    private static TierChangeEvent.Started plan(State state) {
        return Objects.requireNonNull(state.plan(), "a change that has begun has a plan");
    }

    private Step begin(Party server, Situation<State> situation) {
        Undertaking.TierChange wanted = (Undertaking.TierChange) situation.undertaking();
        RepoView view = situation.repo();
        if (wanted == null || view == null) {
            return Step.end();
        }
        Location here = view.location();
        if (situation.relocation() instanceof Relocation.TierChange change && here != null) {
            return post(
                    server,
                    situation.workflow(),
                    new TierChangeEvent.Started(
                            Objects.requireNonNull(view.registry()),
                            view.repo(),
                            situation.fence(),
                            here.path(),
                            here.host(),
                            change.author()));
        }
        Author author = wanted.author() != null ? wanted.author() : view.creator();
        return author == null
                ? Endings.reject(situation, view.repo(), "the repository has no history")
                : Endings.start(
                        situation,
                        new RepoCommand.StartTierChange(view.repo(), situation.workflow(), wanted.target(), author));
    }

    private Step touch(Party party, Situation<State> situation) {
        State state = situation.state();
        TierChangeEvent.Started plan = state.plan();
        if (plan == null) {
            return Step.end();
        }
        if (situation.isNotUnderWay() && !TRANSITIONS.isEnd(state.phase())) {
            return Step.waitFor("the end of the change", "the registry");
        }
        return switch (state.phase()) {
            case STARTED -> Step.waitFor("FILES_STARTED", "the registry");
            case FILES_STARTED ->
                new Step.Do(
                        Call.of(
                                effect,
                                "repo",
                                plan.repo().toString(),
                                "workflow",
                                situation.workflow().toString(),
                                "author",
                                plan.author().value()),
                        done -> completed(party, situation, plan, TierChangeCode.OK, ""),
                        why -> completed(party, situation, plan, TierChangeCode.FAILED, why));
            default -> Step.end();
        };
    }

    private Step completed(
            Party party,
            Situation<State> situation,
            TierChangeEvent.Started plan,
            TierChangeCode code,
            String message) {
        return post(party, situation.workflow(), new TierChangeEvent.FilesCompleted(code, message, plan.fence()));
    }
}
