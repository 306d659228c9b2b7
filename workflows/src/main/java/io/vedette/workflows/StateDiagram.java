package io.vedette.workflows;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Draws the life of a kind of workflow: its phases, what leads from one to the next, and who says so. */
public final class StateDiagram {

    private StateDiagram() {}

    /** The text of a Mermaid state diagram, ending with a line feed. */
    public static String of(Transitions transitions) {
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        Set<Enum<?>> ends = new LinkedHashSet<>();
        for (Transitions.Row row : transitions.rows()) {
            String from = row.from() == transitions.start() ? "[*]" : row.from().name();
            edges.computeIfAbsent(from + " --> " + row.to(), edge -> new LinkedHashSet<>())
                    .add(EventTypes.nameOf(row.event()) + " by the " + nameOf(row.by()));
            if (transitions.isEnd(row.to())) {
                ends.add(row.to());
            }
        }
        StringBuilder diagram = new StringBuilder("stateDiagram-v2\n");
        edges.forEach((edge, labels) -> diagram.append("    ")
                .append(edge)
                .append(" : ")
                .append(String.join(", ", labels))
                .append('\n'));
        ends.forEach(end -> diagram.append("    ").append(end).append(" --> [*]\n"));
        return diagram.toString();
    }

    /** What people call a role. */
    static String nameOf(Role role) {
        return role == Role.ADMIN ? "administrator" : role.name().toLowerCase(Locale.ROOT);
    }
}
