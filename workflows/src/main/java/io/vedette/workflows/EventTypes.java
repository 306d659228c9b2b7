package io.vedette.workflows;

import io.vedette.domain.Event;
import io.vedette.workflows.internal.RecordCodec;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a kind, by name, and how their payloads are written: as a protobuf message whose field 1 is the record's
 * first component, and so on. A component may be a {@code String}, {@code long}, {@code boolean} or enum, or one of the
 * domain's {@code RegistryId}, {@code RepoId}, {@code WorkflowId}, {@code RepoPath}, {@code HostPath}, {@code Host} and {@code
 * Author}. A field that is missing, as in the history of a version before, is the empty text, 0, false or the first constant;
 * for the domain's types it breaks the event. So a later version may add a component at the end.
 *
 * @param <E> the family of events
 */
public final class EventTypes<E extends WorkflowEvent> {

    private static final List<String> SAYING = List.of("message", "reason", "summary");

    private final Map<String, RecordCodec<? extends E>> byName;
    private final Map<Class<?>, String> names;

    private EventTypes(Map<String, RecordCodec<? extends E>> byName, Map<Class<?>, String> names) {
        this.byName = byName;
        this.names = names;
    }

    /**
     * The events of a sealed interface, in the order in which it permits them.
     *
     * @throws IllegalArgumentException if one is no public record, or has a component of another type
     */
    public static <E extends WorkflowEvent> EventTypes<E> of(Class<E> family) {
        Class<?>[] permitted = family.getPermittedSubclasses();
        if (permitted == null) {
            throw new IllegalArgumentException(family.getName() + " must be a sealed interface");
        }
        Map<String, RecordCodec<? extends E>> byName = new LinkedHashMap<>();
        Map<Class<?>, String> names = new LinkedHashMap<>();
        for (Class<?> each : permitted) {
            if (!each.isRecord() || !Modifier.isPublic(each.getModifiers())) {
                throw new IllegalArgumentException(each.getName() + " must be a public record");
            }
            Class<? extends E> type = each.asSubclass(family);
            String name = nameOf(type);
            byName.put(name, new RecordCodec<>(type));
            names.put(type, name);
        }
        return new EventTypes<>(byName, names);
    }

    /** What fields say to people, by custom in {@code message}, {@code reason} or {@code summary}; empty if they do not. */
    public static String message(Map<String, String> fields) {
        return SAYING.stream()
                .map(name -> fields.getOrDefault(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The name of an event in histories. */
    public static String nameOf(Class<? extends WorkflowEvent> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** The names of all events. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The record of a name; null if there is none. */
    public @Nullable Class<? extends E> named(String name) {
        RecordCodec<? extends E> codec = byName.get(name);
        return codec == null ? null : codec.type();
    }

    /** An event as it is stored. */
    public Event.OfWorkflow write(String kind, E event) {
        String name = names.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException(event + " is no event of " + kind);
        }
        return new Event.OfWorkflow(kind, name, codec(name).write(event));
    }

    /**
     * An event as it was stored; null if its type is not known.
     *
     * @throws IllegalArgumentException if its payload is broken
     */
    public @Nullable E read(Event.OfWorkflow stored) {
        RecordCodec<? extends E> codec = byName.get(stored.type());
        return codec == null ? null : codec.read(stored.payload());
    }

    /** The texts of an event's components by name, for people. */
    public Map<String, String> fields(E event) {
        return codec(nameOf(event.getClass())).fields(event);
    }

    /**
     * An event of texts by the names of its components.
     *
     * @throws IllegalArgumentException naming the field that is missing, unknown or wrong, or if there is no such event
     */
    public E of(String name, Map<String, String> fields) {
        RecordCodec<? extends E> codec = byName.get(name);
        if (codec == null) {
            throw new IllegalArgumentException("there is no event " + name + "; there are " + names());
        }
        return codec.of(fields);
    }

    private RecordCodec<? extends E> codec(String name) {
        RecordCodec<? extends E> codec = byName.get(name);
        if (codec == null) {
            throw new IllegalArgumentException("there is no event " + name);
        }
        return codec;
    }
}
