package io.vedette.server;

import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Undertaking;
import io.vedette.workflows.Call;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import io.vedette.workflows.WorkflowState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind of workflow that breaks the rules, each workflow in the way that its first event says, or all of them in the same way
 * whenever they are asked for one thing.
 */
public final class OddKind implements WorkflowDefinition<OddKind.State, OddKind.OddEvent> {

    private static final Transitions TRANSITIONS = Transitions.from(Phase.NONE)
            .on(Phase.NONE, Started.class, Role.ADMIN, Phase.ODD)
            .on(Phase.ODD, Stepped.class, Role.SERVER, Phase.ODD)
            .on(Phase.ODD, Mended.class, Role.ADMIN, Phase.MENDED)
            .on(Phase.MENDED, Ended.class, Role.SERVER, Phase.ENDED)
            .endingIn(Phase.ENDED);

    /** Its events. */
    public sealed interface OddEvent extends WorkflowEvent {}

    /** Begins, and breaks a rule in a way. */
    public record Started(RegistryId registry, String way) implements OddEvent {}

    /** Goes on, to no end. */
    public record Stepped() implements OddEvent {}

    /** Breaks none any more. */
    public record Mended() implements OddEvent {}

    /** Has ended. */
    public record Ended() implements OddEvent {}

    /** Where it stands. */
    public enum Phase {
        NONE,
        ODD,
        MENDED,
        ENDED
    }

    /** What it has come to. */
    public record State(@Nullable Phase at, @Nullable Started started) implements WorkflowState {
        @Override
        @SuppressWarnings("NullAway")
        public Phase phase() {
            if (at == null && started != null && started.way().equals("throws in phase")) {
                throw new UnsupportedOperationException("phase is odd");
            }
            return at;
        }
    }

    private final String breaks;

    /** Keeps the rules, but for what first events say. */
    public OddKind() {
        this("nothing");
    }

    /** Breaks with an error whenever it is asked for this, as "transitions". */
    public OddKind(String breaks) {
        this.breaks = breaks;
    }

    private void ask(String what) {
        if (what.equals(breaks)) {
            throw new NoClassDefFoundError("odd/" + what);
        }
    }

    @Override
    public String kind() {
        return "ODD";
    }

    @Override
    public EventTypes<OddEvent> events() {
        ask("events");
        return EventTypes.of(OddEvent.class);
    }

    @Override
    public Transitions transitions() {
        ask("transitions");
        return TRANSITIONS;
    }

    @Override
    public State initial() {
        ask("initial");
        return new State(Phase.NONE, null);
    }

    @Override
    @SuppressWarnings("NullAway")
    public State evolve(State state, OddEvent event) {
        if (event instanceof Mended && state.started() != null) {
            switch (state.started().way()) {
                case "throws in evolve" -> throw new UnsupportedOperationException("evolve is odd");
                case "lacks a class in evolve" -> throw new NoClassDefFoundError("odd/Evolve");
                case "is null after evolve" -> {
                    return null;
                }
                case "has no phase", "throws in phase" -> {
                    return new State(null, state.started());
                }
                default -> {}
            }
        }
        return new State(
                TRANSITIONS.after(state.phase(), event), event instanceof Started started ? started : state.started());
    }

    @Override
    public boolean opens(Undertaking undertaking) {
        ask("opens");
        return false;
    }

    @Override
    public @Nullable Subject subject(State state) {
        return state.started() == null ? null : Subject.of(state.started().registry());
    }

    @Override
    @SuppressWarnings("NullAway")
    public Step next(Party party, Situation<State> situation) {
        Started started = situation.state().started();
        if (party.role() != Role.SERVER || started == null) {
            return Step.end();
        }
        if (situation.state().phase() == Phase.MENDED) {
            return post(party, situation.workflow(), new Ended());
        }
        return switch (started.way()) {
            case "throws" -> throw new UnsupportedOperationException("next is odd");
            case "lacks a class" -> throw new NoClassDefFoundError("odd/Next");
            case "has no end" -> post(party, situation.workflow(), new Stepped());
            case "is refused" -> new Step.Post(new RegistryCommand.RemoveRoot("exreg", new RepoPath("/none")), null);
            case "is refused for ever" -> refusedForEver();
            case "changes nothing" -> new Step.Post(new RegistryCommand.CreateRegistry("exreg"), null);
            case "has no next step" -> null;
            case "waits for null" -> Step.waitFor(null, "a tester");
            case "waits until long ago" ->
                new Step.Wait(
                        "nothing",
                        "a tester",
                        new Step.Limit(
                                Duration.ofSeconds(Long.MIN_VALUE), post(party, situation.workflow(), new Stepped())));
            case "lacks a class when it is refused" ->
                new Step.Post(new RegistryCommand.RemoveRoot("exreg", new RepoPath("/none")), refusal -> {
                    throw new NoClassDefFoundError("odd/Refused");
                });
            case "wants an effect" -> new Step.Do(Call.of("processor.dance"), done -> Step.end(), null);
            default -> Step.waitFor("MENDED", "a tester");
        };
    }

    private static Step refusedForEver() {
        return new Step.Post(
                new RegistryCommand.RemoveRoot("exreg", new RepoPath("/none")), refusal -> refusedForEver());
    }
}
