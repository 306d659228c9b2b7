package io.vedette.observer.standin;

import io.vedette.domain.Event;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
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
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A kind of a user's own: begun, gone on with, done. What the observer does in it the test says. */
public final class Errand implements WorkflowDefinition<Errand.State, Errand.ErrandEvent> {

    private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
            .on(Phase.NONE, Started.class, Role.ADMIN, Phase.STARTED)
            .on(Phase.STARTED, Told.class, Role.OBSERVER, Phase.TOLD)
            .on(Phase.STARTED, Ended.class, Role.SERVER, Phase.ENDED)
            .on(Phase.TOLD, Ended.class, Role.SERVER, Phase.ENDED)
            .endingIn(Phase.ENDED);

    private final String kind;
    private final boolean aboutRepo;
    private final BiFunction<Errand, Situation<State>, Step> part;

    private Errand(String kind, boolean aboutRepo, BiFunction<Errand, Situation<State>, Step> part) {
        this.kind = kind;
        this.aboutRepo = aboutRepo;
        this.part = part;
    }

    /** About a repository below {@code /ex/a}. */
    public static Errand ofRepo(String kind, BiFunction<Errand, Situation<State>, Step> part) {
        return new Errand(kind, true, part);
    }

    /** About the registry as a whole. */
    public static Errand ofRegistry(String kind, BiFunction<Errand, Situation<State>, Step> part) {
        return new Errand(kind, false, part);
    }

    /** Its events. */
    public sealed interface ErrandEvent extends WorkflowEvent {}

    /** Begins. */
    public record Started(RegistryId registry, RepoId repo) implements ErrandEvent {}

    /** What the observer has to say. */
    public record Told(String what) implements ErrandEvent {}

    /** Has ended. */
    public record Ended() implements ErrandEvent {}

    /** How far it is. */
    public enum Phase {
        NONE,
        STARTED,
        TOLD,
        ENDED
    }

    /** What it has come to. */
    public record State(Phase phase, @Nullable Started started) implements WorkflowState {}

    /** The built-in kinds and these. */
    public static WorkflowKinds with(Errand... errands) {
        return WorkflowKinds.builtIn().with(List.of(errands));
    }

    public Event started(RepoId repo) {
        return event(new Started(Tale.REGISTRY_ID, repo));
    }

    public Event event(ErrandEvent event) {
        return events().write(kind, event);
    }

    /** The observer's report. */
    public Step.Post tell(Situation<State> situation, String what) {
        return post(new Party(Role.OBSERVER, "observer"), situation.workflow(), new Told(what));
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public EventTypes<ErrandEvent> events() {
        return EventTypes.of(ErrandEvent.class);
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
    public State evolve(State state, ErrandEvent event) {
        return new State(
                TRANSITIONS.after(state.phase(), event), event instanceof Started started ? started : state.started());
    }

    @Override
    public @Nullable Subject subject(State state) {
        Started started = state.started();
        if (started == null) {
            return null;
        }
        return aboutRepo
                ? Subject.of(
                        started.registry(),
                        started.repo(),
                        new Place(new RepoPath(World.pathOf(started.repo())), Tale.HOST))
                : Subject.of(started.registry());
    }

    @Override
    public Step next(Party party, Situation<State> situation) {
        return party.role() == Role.OBSERVER && situation.state().phase() == Phase.STARTED
                ? part.apply(this, situation)
                : Step.end();
    }
}
