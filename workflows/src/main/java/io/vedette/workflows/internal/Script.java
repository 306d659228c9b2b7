package io.vedette.workflows.internal;

import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a Mermaid sequence diagram: parties to the left, the three histories to the right. */
final class Script {

    static final String REGISTRY = "Registry";
    static final String REPO = "Repo";
    static final String WORKFLOW = "Workflow";

    private static final Map<String, String> HISTORIES = new TreeMap<>(Map.of(
            REGISTRY, "registry's history",
            REPO, "repository's history",
            WORKFLOW, "workflow's history"));

    private final Map<Party, String> parties;
    private final StringBuilder lines = new StringBuilder();

    Script(Map<Party, String> parties) {
        this.parties = parties;
    }

    List<Party> parties() {
        return List.copyOf(parties.keySet());
    }

    void command(Party by, String history, Command command, List<Event> events) {
        String names = events.stream().map(Event::name).collect(Collectors.joining(", "));
        boolean plain = command instanceof WorkflowCommand.Append || command instanceof WorkflowCommand.Record;
        line(by.name() + "->>" + history + ": " + (plain ? names : words(command) + " (" + names + ")"));
    }

    void effect(Party by, String call) {
        line(by.name() + "->>" + by.name() + ": " + call);
    }

    void note(Party over, String text) {
        line("Note over " + over.name() + ": " + text);
    }

    String text() {
        StringBuilder text = new StringBuilder("sequenceDiagram\n");
        parties.forEach((party, name) -> text.append(party.role() == Role.ADMIN ? "    actor " : "    participant ")
                .append(party.name())
                .append(name.equals(party.name()) ? "" : " as " + name)
                .append('\n'));
        HISTORIES.forEach((id, name) -> {
            if (lines.indexOf("->>" + id + ":") >= 0) {
                text.append("    participant ")
                        .append(id)
                        .append(" as ")
                        .append(name)
                        .append('\n');
            }
        });
        return text.append(lines).toString();
    }

    private static String words(Command command) {
        return command.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private void line(String text) {
        lines.append("    ").append(text).append('\n');
    }
}
