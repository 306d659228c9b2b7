package io.vedette.engine.internal;

import static io.vedette.engine.ActivityState.Kind.BACKING_OFF;
import static io.vedette.engine.ActivityState.Kind.ENDED;
import static io.vedette.engine.ActivityState.Kind.PARKED;
import static io.vedette.engine.ActivityState.Kind.READY;
import static io.vedette.engine.ActivityState.Kind.RUNNING;
import static io.vedette.engine.ActivityState.Kind.SLEEPING;
import static io.vedette.engine.ActivityState.Kind.WAITING;
import static io.vedette.engine.internal.Action.ARM;
import static io.vedette.engine.internal.Action.DISARM;
import static io.vedette.engine.internal.Action.ENQUEUE;
import static io.vedette.engine.internal.Action.HOLD_UP;
import static io.vedette.engine.internal.Action.LEAVE;
import static io.vedette.engine.internal.Action.STOP_RUN;
import static io.vedette.engine.internal.Action.UNWATCH;
import static io.vedette.engine.internal.Action.WATCH;

import io.vedette.engine.ActivityState;
import io.vedette.engine.ActivityState.Kind;
import io.vedette.engine.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The life of an activity as a table. A pure function of where it stands and of what happens; the page
 * {@code docs/reference/engine-states.md} is rendered from the same rows.
 *
 * <p>Of several rows for the same state and input the first whose condition holds counts. Without a row the combination
 * is illegal. {@code PAUSE} and {@code RESUME} change nothing but the hold; while held, nothing is queued.
 */
public final class Transitions {

    /** All rows. */
    public static final List<Rule> RULES = rules();

    private static final Map<Kind, Map<Input.Kind, List<Rule>>> TABLE = table();

    private Transitions() {}

    /**
     * What an input leads to.
     *
     * @throws IllegalStateException if the input is illegal there
     */
    public static Transition next(Standing standing, Input input) {
        boolean held = switch (input.kind()) {
            case PAUSE -> true;
            case RESUME -> false;
            default -> standing.held();
        };
        if (held && input.kind() == Input.Kind.SLOT_GRANTED) {
            throw illegal(standing, input);
        }
        for (Rule rule : rules(standing.kind(), input.kind())) {
            if (rule.when().test(input)) {
                ActivityState state = rule.to() == rule.from()
                        ? standing.state()
                        : rule.target().apply(input);
                boolean stays = held && rule.actions().contains(ENQUEUE);
                return new Transition(Standing.of(state, held), stays ? withoutEnqueue(rule) : rule.actions());
            }
        }
        throw illegal(standing, input);
    }

    private static List<Action> withoutEnqueue(Rule rule) {
        return rule.actions().stream().filter(action -> action != ENQUEUE).toList();
    }

    private static IllegalStateException illegal(Standing standing, Input input) {
        return new IllegalStateException("illegal transition: " + input + " at " + standing);
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        to(rules, ENDED, Input.Kind.ENSURED, READY, ENQUEUE);

        to(rules, READY, Input.Kind.SIGNAL, READY);
        to(rules, READY, Input.Kind.SLOT_GRANTED, RUNNING);

        to(rules, RUNNING, Input.Kind.SIGNAL, RUNNING);
        ended(rules, Outcome.End.class, ENDED, plain(ENDED), LEAVE);
        ended(
                rules,
                Outcome.Park.class,
                PARKED,
                input -> new ActivityState.Parked(
                        outcome(input, Outcome.Park.class).reason()));
        rules.add(new Rule(
                RUNNING,
                Input.Kind.RUN_ENDED,
                "newer head",
                input -> ((Input.RunEnded) input).news(),
                READY,
                plain(READY),
                List.of(ENQUEUE)));
        ended(rules, Outcome.Sleep.class, SLEEPING, plain(SLEEPING));
        ended(
                rules,
                Outcome.Wait.class,
                WAITING,
                input -> new ActivityState.Waiting(
                        outcome(input, Outcome.Wait.class).what(), false),
                WATCH);
        ended(
                rules,
                Outcome.Await.class,
                WAITING,
                input -> new ActivityState.Waiting(
                        outcome(input, Outcome.Await.class).what(), true));
        ended(
                rules,
                Outcome.BackOff.class,
                BACKING_OFF,
                input -> new ActivityState.BackingOff(
                        outcome(input, Outcome.BackOff.class).until()),
                ARM);
        to(rules, RUNNING, Input.Kind.HELD_UP, READY, STOP_RUN, ENQUEUE);
        rules.add(new Rule(
                RUNNING,
                Input.Kind.FETCH_FAILED,
                "",
                Transitions::always,
                BACKING_OFF,
                input -> new ActivityState.BackingOff(((Input.FetchFailed) input).until()),
                List.of(ARM)));

        to(rules, SLEEPING, Input.Kind.SIGNAL, READY, ENQUEUE);

        to(rules, WAITING, Input.Kind.SIGNAL, WAITING);
        to(rules, WAITING, Input.Kind.WAIT_OVER, READY, ENQUEUE);
        to(rules, WAITING, Input.Kind.RETRY, READY, UNWATCH, ENQUEUE);
        rules.add(new Rule(
                WAITING,
                Input.Kind.WAIT_FAILED,
                "",
                Transitions::always,
                BACKING_OFF,
                input -> new ActivityState.BackingOff(((Input.WaitFailed) input).until()),
                List.of(ARM)));

        to(rules, BACKING_OFF, Input.Kind.SIGNAL, READY, DISARM, ENQUEUE);
        to(rules, BACKING_OFF, Input.Kind.ELAPSED, READY, ENQUEUE);
        to(rules, BACKING_OFF, Input.Kind.RETRY, READY, DISARM, ENQUEUE);

        to(rules, PARKED, Input.Kind.SIGNAL, PARKED);
        to(rules, PARKED, Input.Kind.RETRY, READY, ENQUEUE);

        anywhere(rules);
        return List.copyOf(rules);
    }

    private static void anywhere(List<Rule> rules) {
        for (Kind from : Kind.values()) {
            if (from == ENDED) {
                continue;
            }
            if (from != PARKED && from != BACKING_OFF && from != WAITING) {
                to(rules, from, Input.Kind.RETRY, from);
            }
            to(rules, from, Input.Kind.PAUSE, from, from == RUNNING ? new Action[] {HOLD_UP} : new Action[0]);
            to(rules, from, Input.Kind.RESUME, from, from == READY ? new Action[] {ENQUEUE} : new Action[0]);
            List<Action> undo = switch (from) {
                case RUNNING -> List.of(STOP_RUN);
                case WAITING -> List.of(UNWATCH);
                case BACKING_OFF -> List.of(DISARM);
                default -> List.of();
            };
            rules.add(new Rule(
                    from,
                    Input.Kind.BROKE,
                    "",
                    Transitions::always,
                    PARKED,
                    input -> new ActivityState.Parked(((Input.Broke) input).reason()),
                    undo));
            List<Action> leave = new ArrayList<>(undo);
            leave.add(LEAVE);
            rules.add(
                    new Rule(from, Input.Kind.CLOSE, "", Transitions::always, ENDED, plain(ENDED), List.copyOf(leave)));
        }
    }

    private static List<Rule> rules(Kind from, Input.Kind on) {
        return TABLE.getOrDefault(from, Map.of()).getOrDefault(on, List.of());
    }

    private static Map<Kind, Map<Input.Kind, List<Rule>>> table() {
        Map<Kind, Map<Input.Kind, List<Rule>>> table = new EnumMap<>(Kind.class);
        for (Rule rule : RULES) {
            table.computeIfAbsent(rule.from(), from -> new EnumMap<>(Input.Kind.class))
                    .computeIfAbsent(rule.on(), on -> new ArrayList<>())
                    .add(rule);
        }
        return table;
    }

    private static void to(List<Rule> rules, Kind from, Input.Kind on, Kind to, Action... actions) {
        rules.add(new Rule(from, on, "", Transitions::always, to, plain(to), List.of(actions)));
    }

    private static void ended(
            List<Rule> rules,
            Class<? extends Outcome> outcome,
            Kind to,
            Function<Input, ActivityState> target,
            Action... actions) {
        rules.add(new Rule(
                RUNNING,
                Input.Kind.RUN_ENDED,
                outcome.getSimpleName(),
                input -> outcome.isInstance(((Input.RunEnded) input).outcome()),
                to,
                target,
                List.of(actions)));
    }

    /** Makes a state without data; rows that stay where they are never ask for one. */
    private static Function<Input, ActivityState> plain(Kind kind) {
        return switch (kind) {
            case READY -> input -> new ActivityState.Ready();
            case RUNNING -> input -> new ActivityState.Running();
            case SLEEPING -> input -> new ActivityState.Sleeping();
            case ENDED -> input -> new ActivityState.Ended();
            case WAITING, BACKING_OFF, PARKED ->
                input -> {
                    throw new IllegalStateException(kind + " carries data");
                };
        };
    }

    private static boolean always(Input input) {
        return true;
    }

    private static <T extends Outcome> T outcome(Input input, Class<T> type) {
        return type.cast(((Input.RunEnded) input).outcome());
    }
}
