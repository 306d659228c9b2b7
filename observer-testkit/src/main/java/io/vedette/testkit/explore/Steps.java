package io.vedette.testkit.explore;

import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.Call;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Step;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowView;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the parties do next, as the definition says, after what they remember of answers. */
final class Steps {

    /** What a party does: nothing, a command, or an effect. */
    static final int NOTHING = -1;

    private static final int EFFECT = 1 << 16;
    private static final int MAY_FAIL = 1 << 17;
    private static final String TROUBLE = "the disk is full";

    private final Transitions table;
    private final Aggregates aggregates;
    private final Index<Call> calls = new Index<>("effects", 64);
    private final Index<String> remembered = new Index<>("answers to remember", Bits.MEMORY);
    private final Map<Integer, Map<String, String>> results = new HashMap<>();
    private final Map<String, Event.OfWorkflow> reports = new HashMap<>();
    private final Map<Question, Integer> known = new HashMap<>();

    private record Question(Party party, int registry, int repo, int workflow, long memory) {}

    Steps(Transitions table, Aggregates aggregates) {
        this.table = table;
        this.aggregates = aggregates;
    }

    static boolean isEffect(int step) {
        return step >= EFFECT;
    }

    static boolean mayFail(int step) {
        return (step & MAY_FAIL) != 0;
    }

    /** The number of an effect's call, or of a command. */
    static int number(int step) {
        return step & (EFFECT - 1);
    }

    Call call(int number) {
        return calls.get(number);
    }

    /** Where a memory keeps that an effect succeeded, that it failed, or that a command was answered. */
    int succeeded(int call) {
        return remembered.of("done " + call);
    }

    int failed(int call) {
        return remembered.of("failed " + call);
    }

    int told(int command) {
        return remembered.of("told " + command);
    }

    private static boolean knows(long memory, int bit) {
        return (memory >>> bit & 1) != 0;
    }

    /** Keeps the result of an effect, which must be the same each time. */
    void result(int call, Map<String, String> result) {
        Map<String, String> before = results.putIfAbsent(call, Map.copyOf(result));
        if (before != null && !before.equals(result)) {
            throw new Violation(
                    Property.SAME_RESULT, calls.get(call).name() + " first came to " + before + ", now to " + result);
        }
    }

    /** What an observer does next. */
    int observer(Party party, int repo, int workflow, long memory) {
        return step(new Question(party, -1, repo, workflow, memory));
    }

    /** The command that the registry's process manager posts. */
    int server(Party party, int registry, int repo, int workflow) {
        return step(new Question(party, registry, repo, workflow, 0));
    }

    private int step(Question question) {
        Integer found = known.get(question);
        if (found == null) {
            found = number(question, resolve(question, next(question)));
            known.put(question, found);
        }
        return found;
    }

    /** What a refusal of the command that the process manager would post leads to. */
    int refused(Party party, long[] state, int command) {
        Question question = new Question(party, Bits.registry(state), Bits.repo(state), Bits.workflow(state), 0);
        Step step = resolve(question, next(question));
        if (!(step instanceof Step.Post post)
                || post.refused() == null
                || !post.command().equals(aggregates.command(command))) {
            return NOTHING;
        }
        return number(question, resolve(question, post.refused().apply(aggregates.refusal(state, command))));
    }

    /** Asks twice, since the same question must have the same answer. */
    private Step next(Question question) {
        RepoView repo = aggregates.repo().view(question.repo());
        RegistryState registry =
                question.registry() < 0 ? null : aggregates.registry().view(question.registry());
        WorkflowView workflow = aggregates.workflow().view(question.workflow());
        RepoView seen = repo.location() == null ? null : repo;
        try {
            Step step = workflow.next(question.party(), seen, registry);
            same(question, step, workflow.next(question.party(), seen, registry));
            checkAble(question, step);
            return step;
        } catch (Violation broken) {
            throw broken;
        } catch (RuntimeException thrown) {
            throw new Violation(Property.PURITY, "the next step of " + text(question) + " throws " + thrown);
        }
    }

    private void same(Question question, Step step, Step again) {
        if (!shape(step).equals(shape(again))) {
            throw new Violation(
                    Property.PURITY,
                    "the next step of " + text(question) + " was " + shape(step) + ", asked again " + shape(again));
        }
    }

    private void checkAble(Question question, Step step) {
        Role role = question.party().role();
        boolean able = role == Role.SERVER
                ? !(step instanceof Step.Do)
                : !(step instanceof Step.Wait wait && wait.limit() != null)
                        && !(step instanceof Step.Post post && post.refused() != null)
                        && (role == Role.ADMIN || !(step instanceof Step.Ask));
        if (!able) {
            throw new Violation(
                    Property.ABLE,
                    "the next step of " + text(question)
                            + " is not for that party: only the registry keeps limits of time"
                            + " and turns refusals, only observers carry out effects, and only people are asked; it is "
                            + step);
        }
    }

    private String text(Question question) {
        return question.party().role() + " " + question.party().name() + " at " + phase(question.workflow());
    }

    /** The name of the phase, also before the first event. */
    String phase(int workflow) {
        String phase = aggregates.workflow().view(workflow).phase();
        return phase == null ? table.start().name() : phase;
    }

    private static Object shape(Step step) {
        if (step instanceof Step.Do effect) {
            return effect.call();
        }
        if (step instanceof Step.Post post) {
            return post.command();
        }
        return step instanceof Step.Wait wait && wait.limit() != null
                ? wait.what() + " or " + shape(wait.limit().then())
                : step instanceof Step.Ask ask ? ask.done().command() : step;
    }

    private Step resolve(Question question, Step first) {
        Step step = first;
        while (step instanceof Step.Do effect) {
            int call = calls.of(effect.call());
            if (knows(question.memory(), succeeded(call))) {
                Map<String, String> result = Objects.requireNonNull(results.get(call));
                step = then(question, effect, result);
                checkReport(effect.call() + " done", step);
            } else if (effect.failed() != null && knows(question.memory(), failed(call))) {
                step = effect.failed().apply(TROUBLE);
                checkReport(effect.call() + " failed", step);
            } else {
                return step;
            }
        }
        return step instanceof Step.Wait wait && wait.limit() != null
                ? resolve(question, wait.limit().then())
                : step;
    }

    private Step then(Question question, Step.Do effect, Map<String, String> result) {
        try {
            Step step = effect.then().apply(result);
            same(question, step, effect.then().apply(result));
            checkAble(question, step);
            return step;
        } catch (Violation broken) {
            throw broken;
        } catch (RuntimeException thrown) {
            throw new Violation(
                    Property.PURITY, "the step after " + effect.call().name() + " throws " + thrown);
        }
    }

    /** The same effect may lead to different reports, but not to two of one type that differ. */
    private void checkReport(String effect, Step step) {
        Event.OfWorkflow event = step instanceof Step.Post post ? posted(post.command()) : null;
        if (event == null) {
            return;
        }
        Event.OfWorkflow before = reports.putIfAbsent(effect + event.type(), event);
        if (before != null && !before.equals(event)) {
            throw new Violation(
                    Property.SAME_RESULT, effect + " was reported by " + event.name() + " in two different ways");
        }
    }

    static Event.@Nullable OfWorkflow posted(Command command) {
        if (command instanceof WorkflowCommand.Append append) {
            return append.event();
        }
        return command instanceof WorkflowCommand.Record own ? own.event() : null;
    }

    private int number(Question question, Step step) {
        if (step instanceof Step.Do effect) {
            return EFFECT | (effect.failed() == null ? 0 : MAY_FAIL) | calls.of(effect.call());
        }
        if (!(step instanceof Step.Post post)) {
            return NOTHING;
        }
        Event.OfWorkflow event = posted(post.command());
        if (event != null) {
            checkRow(question, event);
        }
        int command = aggregates.number(post.command());
        return question.party().role() != Role.SERVER && knows(question.memory(), told(command)) ? NOTHING : command;
    }

    /** The registry's process manager may do what any observer does. */
    private static boolean plays(Role role, Role part) {
        return role == part || (role == Role.SERVER && part == Role.OBSERVER);
    }

    private void checkRow(Question question, Event.OfWorkflow event) {
        String phase = phase(question.workflow());
        boolean there = table.rows().stream()
                .anyMatch(row -> row.from().name().equals(phase)
                        && EventTypes.nameOf(row.event()).equals(event.type())
                        && plays(question.party().role(), row.by()));
        if (!there) {
            throw new Violation(
                    Property.TABLE,
                    text(question) + " posts " + event.name() + ", for which the table has no row by that role there");
        }
    }
}
