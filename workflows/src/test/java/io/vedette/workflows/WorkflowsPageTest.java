package io.vedette.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Renders the page of the kinds of workflow from their definitions. */
class WorkflowsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "workflows.md");

    private static final String TEXT = """
            # Workflows

            A workflow is work that several parties do together: the registry server, observers and people. Each kind is
            defined once, as data: its events, its table of phases, and what each party does next. The registry server, the
            observers and this page follow that definition. Diagrams and tables below are rendered from it; a test fails when
            they differ. Render them anew with `mvn -pl workflows test -Dtest=WorkflowsPageTest -Dvedette.render=true`.

            A workflow about a repository begins in the registry's history, which allows one at a time, then in the
            repository's, then in its own. It ends in this order: the workflow shows that the work is done, the repository
            says so, the registry says so, and the workflow's last event follows. Each step can be done again after a crash
            between any two.

            A *fence* is the version of the repository's event that began the work. Who reports a step names the fence that it
            was given; one that comes late, from work before, is refused and changes nothing.

            An administrator can *abort* a workflow up to its point of no return; later an abort is refused, and says so. What
            people do by hand is a *task*, which they confirm when it is done; what is for another party to do, and done in its
            stead, they confirm by the name of its event. In the diagrams, the names in brackets are the events that a command
            leads to; in the tables, the fields are those of the payload, in order.

            """;

    /** What the definitions do not say. */
    private static final Map<String, String> SENTENCES = Map.of(
            "MOVE_REPO", """
            A repository moves to another path, file server or directory: its former owner closes it, its new owner brings
            the files over. One observer may be both. Applications or people say before that they are ready for the new path.
            When it is aborted after the repository was released, the new owner may have begun to bring files over; it takes
            them back, while repository and registry already say that the repository lives where it did.
            """,
            "MOVE_SHADOW", """
            The shadow of a repository moves to another place on its file server: the observer closes the repository, a
            person moves the shadow and confirms it, the observer opens the repository again.
            """,
            "FREEZE_REPO", """
            The files of a repository become read-only. If the file server fails, or an administrator aborts it after
            FILES_STARTED, the repository is FREEZE_FAILED until a second freeze succeeds or the first is *given up*, which
            leads back to ONLINE and makes the files writable again. An abort before FILES_STARTED leads back to ONLINE.
            """,
            "UNFREEZE_REPO", """
            The files of a frozen repository become writable again. If the file server fails, or an administrator aborts it
            after FILES_STARTED, the repository is UNFREEZE_FAILED until a second unfreeze succeeds or the first is *given
            up*, which leads back to FROZEN and makes the files read-only again. An abort before FILES_STARTED leads back to
            FROZEN.
            """,
            "PING_REGISTRY", """
            The registry server and each observer that follows the registry say that they are there. After the given number
            of seconds the registry counts who did. It is about the registry as a whole: no repository is touched.
            """);

    @Test
    void theCommittedPageIsWhatTheDefinitionsSay() throws IOException {
        StringBuilder page = new StringBuilder(TEXT);
        WorkflowKinds.builtIn().all().forEach(definition -> page.append(section(definition)));
        String text = page.toString().stripTrailing() + "\n";
        if (Boolean.getBoolean("vedette.render")) {
            Files.writeString(PAGE, text);
        }

        assertThat(Files.readString(PAGE))
                .as("render it anew with -Dvedette.render=true")
                .isEqualTo(text);
    }

    private static String section(WorkflowDefinition<?, ?> definition) {
        String abort = SequenceDiagram.ofAbort(Samples.scene(definition.kind()));
        return """
                ## %s

                %s
                | event | fields | posted by |
                |---|---|---|
                %s
                %s

                ```mermaid
                %s```

                When nothing goes wrong:

                ```mermaid
                %s```

                %s""".formatted(
                        definition.kind(),
                        SENTENCES.get(definition.kind()),
                        events(definition),
                        ways(definition),
                        StateDiagram.of(definition.transitions()),
                        SequenceDiagram.of(Samples.scene(definition.kind())),
                        abort == null ? "" : "Aborted as late as it can be:\n\n```mermaid\n" + abort + "```\n\n");
    }

    private static String events(WorkflowDefinition<?, ?> definition) {
        return definition.events().names().stream()
                .map(name -> {
                    Class<?> type = Objects.requireNonNull(definition.events().named(name));
                    return "| %s | %s | %s |\n".formatted(name, fields(type), by(definition, type));
                })
                .collect(Collectors.joining());
    }

    private static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }

    private static String by(WorkflowDefinition<?, ?> definition, Class<?> type) {
        return definition.transitions().rows().stream()
                .filter(row -> row.event() == type)
                .map(row -> StateDiagram.nameOf(row.by()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The point of no return is what leads out of the phases that can be aborted. */
    private static String ways(WorkflowDefinition<?, ?> definition) {
        WorkflowEvent abort = definition.abort("");
        if (abort == null) {
            return "It cannot be aborted.";
        }
        List<Transitions.Row> rows = definition.transitions().rows();
        List<Enum<?>> abortable = rows.stream()
                .filter(row -> row.event() == abort.getClass())
                .<Enum<?>>map(Transitions.Row::from)
                .toList();
        String last = rows.stream()
                .filter(row -> abortable.contains(row.from())
                        && row.event() != abort.getClass()
                        && !abortable.contains(row.to()))
                .map(row -> EventTypes.nameOf(row.event()))
                .distinct()
                .collect(Collectors.joining(", "));
        return "Can be aborted in: " + abortable.stream().map(Enum::name).collect(Collectors.joining(", "))
                + ". Point of no return: " + last + ".";
    }

    @Test
    void diagramsShowEveryPhaseAndEvent() {
        for (WorkflowDefinition<?, ?> definition : WorkflowKinds.builtIn().all()) {
            String states = StateDiagram.of(definition.transitions());

            Samples.histories(definition).keySet().stream()
                    .filter(phase -> phase != definition.transitions().start())
                    .forEach(phase -> assertThat(states).contains(phase.name()));
            assertThat(states).contains(definition.events().names());
        }
    }
}
