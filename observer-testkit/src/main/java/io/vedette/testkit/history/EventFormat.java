package io.vedette.testkit.history;

import com.google.gson.JsonObject;
import io.vedette.domain.Event;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the events of one type stand in lines. The catalogue's names are those of the records' components; the few that
 * differ are listed here, so that an event that is added to the domain needs nothing else.
 */
final class EventFormat {

    private static final Map<String, String> OTHER_NAMES = Map.of(
            "RegistryAdded.registry", "name",
            "RepoMoveStarted.path", "newPath",
            "RepoMoveStarted.host", "newHost",
            "RepoMoveStarted.hostPath", "newHostPath",
            "ShadowMoveStarted.shadow", "newShadowPath");

    /** By the names of events, those of registries and those of repositories. */
    static final Map<String, EventFormat> OF_REGISTRY = all(RegistryEvent.class);

    static final Map<String, EventFormat> OF_REPO = all(RepoEvent.class);

    private final String name;
    private final Constructor<? extends Event> constructor;
    private final List<Part> parts = new ArrayList<>();

    private record Part(RecordComponent component, String key, FieldFormat format) {

        /** Whether lines may lack it. */
        boolean optional() {
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
    }

    private EventFormat(Class<? extends Event> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            String own = component.getName();
            String usual = own.equals("shadow") ? "shadowPath" : own;
            String key = OTHER_NAMES.getOrDefault(type.getSimpleName() + "." + own, usual);
            parts.add(new Part(component, key, FieldFormat.of(component.getType())));
        }
        try {
            constructor = type.getConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException odd) {
            throw new IllegalStateException("a record without its constructor: " + type, odd);
        }
        name = type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, EventFormat> all(Class<? extends Event> family) {
        Map<String, EventFormat> formats = new LinkedHashMap<>();
        for (Class<?> type : family.getPermittedSubclasses()) {
            EventFormat format = new EventFormat((Class<? extends Event>) type);
            formats.put(format.name, format);
        }
        return Map.copyOf(formats);
    }

    /** The format of an event of a registry or a repository. */
    static EventFormat of(Event event) {
        Map<String, EventFormat> family = event instanceof RegistryEvent ? OF_REGISTRY : OF_REPO;
        return Objects.requireNonNull(family.get(event.name()), event.name());
    }

    /** The name in the catalogue. */
    String name() {
        return name;
    }

    /** The keys of its fields, in their order. */
    List<String> keys() {
        return parts.stream()
                .flatMap(part -> part.format().keys(part.key()).stream())
                .toList();
    }

    /** The keys that lines may lack, beside those of what the shadow cannot hold. */
    List<String> optionalKeys() {
        return parts.stream().filter(Part::optional).map(Part::key).toList();
    }

    /** The repository that an event of a registry is about; null if it is about none. */
    static @Nullable RepoId repoOf(RegistryEvent event) {
        return first(RepoId.class, event);
    }

    /** The workflow that an event names; null if it names none. */
    static @Nullable WorkflowId workflowOf(Event event) {
        return event instanceof RegistryEvent || event instanceof RepoEvent ? first(WorkflowId.class, event) : null;
    }

    private static <T> @Nullable T first(Class<T> type, Event event) {
        for (Part part : of(event).parts) {
            if (part.component().getType() == type) {
                return type.cast(value(part, event));
            }
        }
        return null;
    }

    private static @Nullable Object value(Part part, Event event) {
        try {
            return part.component().getAccessor().invoke(event);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("cannot read " + part.component(), broken);
        }
    }

    void write(JsonObject line, Event event, Names names) {
        for (Part part : parts) {
            Object value = value(part, event);
            if (value != null) {
                part.format().write(line, part.key(), value, names);
            }
        }
    }

    Event read(LineObject line, Names names) {
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part part = parts.get(i);
            values[i] = part.optional() && !line.has(part.key())
                    ? null
                    : part.format().read(line, part.key(), names);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new LineError(
                    1, name + ": " + Objects.requireNonNull(refused.getCause()).getMessage());
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot make " + name, broken);
        }
    }
}
