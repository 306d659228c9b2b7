package io.vedette.testkit.explore;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryWriter;
import io.vedette.testkit.history.Names;
import io.vedette.workflows.WorkflowKinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells a run in words, and as a history file. */
final class Telling {

    private final Play play;
    private final Aggregates aggregates;
    private final Steps steps;
    private final Moves moves;
    private final Names names;
    private final HistoryWriter lines;
    private final StringBuilder text = new StringBuilder();
    private final List<String> said = new ArrayList<>();

    Telling(Play play, Aggregates aggregates, Steps steps, Moves moves, Names names) {
        this.play = play;
        this.aggregates = aggregates;
        this.steps = steps;
        this.moves = moves;
        this.names = names;
        this.lines = new HistoryWriter(names, WorkflowKinds.of(List.of(play.definition())));
    }

    Counterexample of(Search.Broken broken) {
        Violation violation = broken.violation();
        text.append("# ")
                .append(play.definition().kind())
                .append(": ")
                .append(violation.property().text());
        text.append(" does not hold.\n");
        write(aggregates.registry().events(0), 0);
        write(aggregates.repo().events(0), 0);
        List<long[]> path = broken.path();
        long[] before = new long[path.get(0).length];
        for (int i = 0; i < path.size(); i++) {
            say(i == 0 ? "an administrator posts " + text(play.begin()) : step(path.get(i - 1), path.get(i)));
            news(before, path.get(i));
            before = path.get(i);
        }
        text.append("# then: ").append(clean(violation.toString())).append('\n');
        return new Counterexample(violation.property(), clean(violation.toString()), said, text.toString());
    }

    private String clean(String message) {
        return names.words(message).replace('\n', ' ');
    }

    private void say(String step) {
        said.add(step);
        text.append("# ").append(said.size()).append(". ").append(step).append('\n');
    }

    private void news(long[] before, long[] after) {
        write(
                aggregates.registry().events(Bits.registry(after)),
                aggregates.registry().events(Bits.registry(before)).size());
        write(
                aggregates.repo().events(Bits.repo(after)),
                aggregates.repo().events(Bits.repo(before)).size());
        write(
                aggregates.workflow().events(Bits.workflow(after)),
                aggregates.workflow().events(Bits.workflow(before)).size());
    }

    private void write(List<Recorded> events, int from) {
        for (Recorded each : events.subList(from, events.size())) {
            AggregateId aggregate = each.aggregate();
            text.append(lines.of(new HistoryLine.Occurred(0, aggregate, each.event(), HistoryLine.Stamp.NONE)));
            text.append('\n');
        }
    }

    private String step(long[] before, long[] after) {
        String[] found = {"something happens"};
        moves.from(before, (next, label, progress) -> {
            if (Arrays.equals(next, after)) {
                found[0] = text(label, after);
            }
        });
        return clean(found[0]);
    }

    private String text(int code, long[] after) {
        int what = Label.what(code);
        String observer = play.observers().isEmpty()
                ? ""
                : play.observers().get(Label.who(code)).name();
        return switch (Label.of(code)) {
            case SERVER_POSTS -> "the registry posts " + command(what);
            case SERVER_IS_ANSWERED -> "the registry is answered to " + command(what);
            case SERVER_CRASHES -> "the registry crashes before it posts " + command(what);
            case ABORTS -> "an administrator aborts";
            case WORKS_BY_HAND -> "a person does what the task asks";
            case CONFIRMS -> "a person says that the task is done";
            case TAKES_BACK_BY_HAND -> "a person takes back what was done by hand";
            case SEES_WORKFLOW -> observer + " sees " + event(aggregates.workflow(), Bits.workflow(after), what);
            case SEES_REPO -> observer + " sees " + event(aggregates.repo(), Bits.repo(after), what);
            case CLOSES -> observer + " closes the repository";
            case OPENS -> observer + " opens the repository";
            case CARRIES_OUT -> observer + " carries out " + steps.call(what).name();
            case FAILS_AT -> observer + " fails at " + steps.call(what).name();
            case REPORTS -> observer + " posts " + command(what);
            case CRASHES -> observer + " crashes and starts again";
            case CRASHES_WITH_CLIENTS -> observer + " crashes with all that served clients, and starts again";
            case CRASHES_POSTING -> observer + " crashes while it posts " + command(what) + ", and starts again";
            case COMES_ONCE_MORE -> "late or doubled comes " + command(what);
        };
    }

    private static String event(Timeline<?> timeline, int node, int length) {
        List<Recorded> events = timeline.events(timeline.at(node, length));
        return events.get(events.size() - 1).event().name();
    }

    private String command(int number) {
        return text(aggregates.command(number));
    }

    private static String text(Command command) {
        Event.OfWorkflow event = Steps.posted(command);
        return event == null ? command.getClass().getSimpleName() : event.name();
    }
}
