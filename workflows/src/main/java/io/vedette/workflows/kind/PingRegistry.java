package io.vedette.workflows.kind;

import static io.vedette.workflows.Role.ADMIN;
import static io.vedette.workflows.Role.OBSERVER;
import static io.vedette.workflows.Role.SERVER;

import io.vedette.domain.Refusal;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PING_REGISTRY: the registry and each observer that follows it say that they are there. After a while the registry counts
 * who did.
 */
public final class PingRegistry implements WorkflowDefinition<PingRegistry.State, PingRegistryEvent> {

    private static final long LONGEST = 3600;

    private static final EventTypes<PingRegistryEvent> EVENTS = EventTypes.of(PingRegistryEvent.class);

    private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
            .on(Phase.NONE, PingRegistryEvent.Started.class, ADMIN, Phase.STARTED)
            .on(Phase.STARTED, PingRegistryEvent.Pinged.class, OBSERVER, Phase.STARTED)
            .on(Phase.STARTED, PingRegistryEvent.PingsGathered.class, SERVER, Phase.GATHERED)
            .on(Phase.GATHERED, PingRegistryEvent.Committed.class, SERVER, Phase.COMMITTED)
            .on(Phase.STARTED, PingRegistryEvent.Aborted.class, ADMIN, Phase.ABORTED)
            .endingIn(Phase.COMMITTED, Phase.ABORTED);

    /** Where a ping stands. */
    public enum Phase {
        /** Its history has not begun. */
        NONE,
        /** Answers are gathered. */
        STARTED,
        /** The time is over. */
        GATHERED,
        /** It has ended. */
        COMMITTED,
        /** It was ended before its time. */
        ABORTED
    }

    /**
     * What a ping has come to.
     *
     * @param phase where it stands
     * @param plan how it began; null before that
     * @param servers who answered, in the order of their answers
     */
    public record State(Phase phase, PingRegistryEvent.@Nullable Started plan, List<String> servers)
            implements WorkflowState {

        /** Copies the list. */
        public State {
            servers = List.copyOf(servers);
        }
    }

    @Override
    public String kind() {
        return "PING_REGISTRY";
    }

    @Override
    public EventTypes<PingRegistryEvent> events() {
        return EVENTS;
    }

    @Override
    public Transitions transitions() {
        return TRANSITIONS;
    }

    @Override
    public State initial() {
        return new State(Phase.NONE, null, List.of());
    }

    @Override
    public State evolve(State state, PingRegistryEvent event) {
        Phase after = TRANSITIONS.after(state.phase(), event);
        if (event instanceof PingRegistryEvent.Started started && after != state.phase()) {
            return new State(after, started, List.of());
        }
        if (event instanceof PingRegistryEvent.Pinged pinged && state.phase() == Phase.STARTED) {
            List<String> servers = new ArrayList<>(state.servers());
            servers.add(pinged.server());
            return new State(after, state.plan(), servers);
        }
        return new State(after, state.plan(), state.servers());
    }

    @Override
    public @Nullable Subject subject(State state) {
        return state.plan() == null ? null : Subject.of(state.plan().registry());
    }

    @Override
    public @Nullable Refusal refusal(WorkflowId workflow, State state, PingRegistryEvent event) {
        if (event instanceof PingRegistryEvent.Started started
                && (started.seconds() < 1 || started.seconds() > LONGEST)) {
            return Refusal.invalid("seconds", "must be 1 to " + LONGEST);
        }
        return event instanceof PingRegistryEvent.Pinged pinged
                        && state.servers().contains(pinged.server())
                ? Refusal.precondition(pinged.server() + " has answered ping " + workflow + " already", "PINGED")
                : null;
    }

    @Override
    public PingRegistryEvent abort(String reason) {
        return new PingRegistryEvent.Aborted(reason);
    }

    @Override
    public String command(Class<? extends PingRegistryEvent> event) {
        return "ping";
    }

    @Override
    public Step next(Party party, Situation<State> situation) {
        State state = situation.state();
        boolean server = party.role() == SERVER;
        if (state.plan() == null || (!server && party.role() != OBSERVER)) {
            return Step.end();
        }
        return switch (state.phase()) {
            case STARTED ->
                state.servers().contains(party.name())
                        ? server ? gather(party, situation) : Step.end()
                        : post(party, situation.workflow(), new PingRegistryEvent.Pinged(party.name()));
            case GATHERED -> server ? post(party, situation.workflow(), new PingRegistryEvent.Committed()) : Step.end();
            case NONE, COMMITTED, ABORTED -> Step.end();
        };
    }

    private Step gather(Party server, Situation<State> situation) {
        State state = situation.state();
        long seconds = state.plan() == null ? 0 : state.plan().seconds();
        String summary = state.servers().size() + " answered: " + String.join(", ", state.servers());
        return new Step.Wait(
                "more answers",
                "the observers of the registry",
                new Step.Limit(
                        Duration.ofSeconds(seconds),
                        post(server, situation.workflow(), new PingRegistryEvent.PingsGathered(summary))));
    }
}
