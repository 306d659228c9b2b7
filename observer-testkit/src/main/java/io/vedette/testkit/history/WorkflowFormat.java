package io.vedette.testkit.history;

import com.google.gson.JsonObject;
import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import io.vedette.workflows.WorkflowKinds;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the events of one type of a workflow's kind stand in lines: each component of the record under its own name. */
final class WorkflowFormat {

    /** What other things of a line are called; an event with such a component is written as bytes. */
    private static final List<String> TAKEN = List.of(
            "workflow", "kind", "event", "aggregate", "payload", "id", "version", "position", "time", "command");

    private static final String NOWHERE = "/";
    private static final String NOBODY = "unknown";

    private final WorkflowDefinition<?, ?> definition;
    private final String type;
    private final List<RecordComponent> parts;

    private WorkflowFormat(WorkflowDefinition<?, ?> definition, String type, List<RecordComponent> parts) {
        this.definition = definition;
        this.type = type;
        this.parts = parts;
    }

    /** The format of a type; null if it is not known, or has a component that is called as something else of a line. */
    static @Nullable WorkflowFormat of(WorkflowKinds kinds, String kind, String type) {
        WorkflowDefinition<?, ?> definition = kinds.named(kind);
        Class<?> record = definition == null ? null : definition.events().named(type);
        if (definition == null || record == null) {
            return null;
        }
        List<RecordComponent> parts = List.of(record.getRecordComponents());
        return parts.stream().anyMatch(part -> TAKEN.contains(part.getName()))
                ? null
                : new WorkflowFormat(definition, type, parts);
    }

    /** The kind of workflow. */
    String kind() {
        return definition.kind();
    }

    /** The name of the event in lines. */
    String name() {
        return definition.kind() + "_" + type;
    }

    /** The components, in their order. */
    List<RecordComponent> parts() {
        return parts;
    }

    /** Whether lines must have it: nothing else can say which one is meant. */
    static boolean needed(RecordComponent part) {
        return part.getType() == RepoId.class || part.getType() == WorkflowId.class;
    }

    /** Writes the fields; false, and nothing, if reading them would not lead to the same bytes. */
    boolean write(JsonObject line, Event.OfWorkflow event, Names names) {
        Map<String, String> fields = exact(definition.events(), event);
        if (fields == null) {
            return false;
        }
        for (RecordComponent part : parts) {
            String key = part.getName();
            String text = fields.getOrDefault(key, "");
            Class<?> of = part.getType();
            if (of == long.class) {
                line.addProperty(key, Long.valueOf(text));
            } else if (of == boolean.class) {
                line.addProperty(key, Boolean.valueOf(text));
            } else if (of == RegistryId.class) {
                line.addProperty(key, names.text(new RegistryId(UUID.fromString(text))));
            } else if (needed(part)) {
                line.addProperty(key, names.text(UUID.fromString(text)));
            } else {
                line.addProperty(key, text);
            }
        }
        return true;
    }

    private static <E extends WorkflowEvent> @Nullable Map<String, String> exact(
            EventTypes<E> events, Event.OfWorkflow stored) {
        try {
            E event = events.read(stored);
            return event != null && events.write(stored.kind(), event).equals(stored) ? events.fields(event) : null;
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    /**
     * Reads the fields.
     *
     * @param known what the lines before say of those that this one leaves out
     */
    Event.OfWorkflow read(LineObject line, Names names, Map<String, String> known) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (RecordComponent part : parts) {
            String key = part.getName();
            String said = line.has(key) || needed(part) ? text(line, part, names) : known.get(key);
            fields.put(key, said != null ? said : nothing(part.getType()));
        }
        try {
            return written(definition, fields);
        } catch (IllegalArgumentException wrong) {
            String message = String.valueOf(wrong.getMessage());
            String key = parts.stream()
                    .map(RecordComponent::getName)
                    .filter(name -> line.has(name) && message.startsWith("field " + name + ":"))
                    .findFirst()
                    .orElse("event");
            throw line.error(key, name() + ": " + message);
        }
    }

    private <E extends WorkflowEvent> Event.OfWorkflow written(
            WorkflowDefinition<?, E> of, Map<String, String> fields) {
        return of.events().write(of.kind(), of.events().of(type, fields));
    }

    private static String text(LineObject line, RecordComponent part, Names names) {
        Class<?> of = part.getType();
        String key = part.getName();
        if (of == long.class) {
            return Long.toString(line.number(key, Long.MIN_VALUE, Long.MAX_VALUE, 0));
        }
        if (of == boolean.class) {
            return Boolean.toString(line.truth(key));
        }
        if (of == RegistryId.class) {
            return line.required(key, names::registry).toString();
        }
        return needed(part) ? line.required(key, names::id).toString() : line.required(key);
    }

    private static String nothing(Class<?> type) {
        if (type == long.class) {
            return "0";
        }
        if (type == boolean.class) {
            return "false";
        }
        if (type.isEnum()) {
            return Arrays.asList(type.getEnumConstants()).get(0).toString();
        }
        if (type == RegistryId.class) {
            return RegistryId.ofName(NOBODY).toString();
        }
        if (type == RepoPath.class || type == HostPath.class) {
            return NOWHERE;
        }
        return type == Host.class || type == Author.class ? NOBODY : "";
    }
}
