package io.vedette.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.engine.ActivityState.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Renders the page of the engine's states from the table of transitions. */
class StatesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "engine-states.md");

    private static final String TEXT = """
            # The states of an activity

            Every registry, repository and workflow that is followed is one *activity*. This page shows its life. The
            diagram and the table are rendered from the table of transitions that the engine runs on; a test fails when
            they differ. Render them anew with `mvn -pl engine test -Dtest=StatesPageTest -Dvedette.render=true`.

            | state | means | holds |
            |---|---|---|
            | READY | queued for a run | a place in a queue |
            | RUNNING | folds, fetches or acts | a unit of the fetch budget while it fetches, one of the effect budget while an effect runs, nothing in between |
            | SLEEPING | nothing to do until a signal comes | one small object |
            | WAITING | something else must happen first | a subscription to it |
            | BACKING_OFF | a step or a fetch failed and is due again later | an entry among the deadlines |
            | PARKED | an operator must look, and retries it | the reason |
            | ENDED | over, or not started | nothing |

            ## Diagram

            Inputs that change no state are left out here; they are in the table.

            ```mermaid
            %s```

            ## Signals

            A signal tells the newest version of an entity's history. If the activity has folded that version, nothing
            happens. Otherwise it is never lost, and any number of signals cost one run:

            - SLEEPING: the activity is queued.
            - READY: the run that is due takes it in.
            - RUNNING: one more run follows, unless this run's fetch brings the version.
            - BACKING_OFF: the back-off ends early. The activity decides whether its input is new, and answers the old
              deadline if not.
            - WAITING: it is kept for the run after the wait, which it ends if news are what is waited for. An operator's
              retry ends any wait: the activity looks again.
            - PARKED: it is remembered; the retry takes it in. To an activity of a workflow it is as good as a retry.

            ## Holds

            `pause` holds an activity and `resume` lets it go at once. A held activity changes states like any other, but
            is not queued for a run; what it missed leads to one run after `resume`. A fetch or an effect under way goes on
            to its end, and what was done is reported; a run that wants one more effect is held up, which gives it up, and
            the run after `resume` decides anew. A hold is not stored: it ends with the process.

            ## Table

            The first row whose condition holds counts. What has no row is illegal; the engine then parks the one
            activity.

            | at | on | if | to | the engine |
            |---|---|---|---|---|
            %s""";

    @Test
    void theCommittedPageIsWhatTheTableSays() throws IOException {
        String page = TEXT.formatted(diagram(Transitions.RULES), table(Transitions.RULES));
        if (Boolean.getBoolean("vedette.render")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("render it anew with -Dvedette.render=true")
                .isEqualTo(page);
    }

    @Test
    void theDiagramShowsEveryState() {
        assertThat(diagram(Transitions.RULES))
                .contains(java.util.Arrays.stream(Kind.values()).map(Kind::name).toList());
    }

    private static String diagram(Collection<Rule> rules) {
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.from() != rule.to()) {
                String edge = (rule.from() == Kind.ENDED ? "[*]" : rule.from()) + " --> " + rule.to();
                String label =
                        rule.on() == Input.Kind.RUN_ENDED ? rule.guard().toLowerCase(Locale.ROOT) : words(rule.on());
                edges.computeIfAbsent(edge, key -> new LinkedHashSet<>()).add(label);
            }
        }
        StringBuilder diagram = new StringBuilder("stateDiagram-v2\n");
        edges.forEach((edge, labels) -> diagram.append("    ")
                .append(edge)
                .append(" : ")
                .append(String.join(", ", labels))
                .append('\n'));
        return diagram.append("    ENDED --> [*]\n").toString();
    }

    private static String table(Collection<Rule> rules) {
        return rules.stream()
                .map(rule -> "| %s | %s | %s | %s | %s |\n"
                        .formatted(
                                rule.from(),
                                words(rule.on()),
                                rule.guard(),
                                rule.to() == rule.from() ? "stays" : rule.to(),
                                rule.actions().stream()
                                        .map(StatesPageTest::words)
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
