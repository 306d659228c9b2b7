package io.vedette.cli.events;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.vedette.domain.Event;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.Root;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event under their names in the catalogue. Most are the components of the event's record; the few whose
 * names differ are listed here.
 */
final class EventFields {

    private static final Map<Class<? extends Event>, Map<String, String>> OTHER_NAMES = Map.of(
            RegistryEvent.RegistryAdded.class, Map.of("registry", "name"),
            RepoEvent.RepoMoveStarted.class, Map.of("path", "newPath", "host", "newHost", "hostPath", "newHostPath"),
            RepoEvent.ShadowMoveStarted.class, Map.of("shadow", "newShadowPath"));

    private EventFields() {}

    /**
     * Adds the fields of an event to a line.
     *
     * @param registryName finds the name of a registry by its id
     */
    static void addTo(JsonObject line, Event event, Function<RegistryId, String> registryName) {
        if (event instanceof Event.OfWorkflow workflow) {
            line.addProperty(
                    "payload",
                    Base64.getEncoder().encodeToString(workflow.payload().toArray()));
        } else if (event instanceof Event.Unknown unknown) {
            line.addProperty("type", unknown.type());
            line.addProperty(
                    "payload",
                    Base64.getEncoder().encodeToString(unknown.payload().toArray()));
        } else if (event instanceof Event.Malformed malformed) {
            line.addProperty("type", malformed.type());
            line.addProperty(
                    "payload",
                    Base64.getEncoder().encodeToString(malformed.payload().toArray()));
            line.addProperty("reason", malformed.reason());
        } else {
            for (RecordComponent component : event.getClass().getRecordComponents()) {
                Object value = valueOf(component, event);
                if (value != null) {
                    add(line, nameOf(event, component.getName()), value, registryName);
                }
            }
        }
    }

    private static String nameOf(Event event, String component) {
        String name = OTHER_NAMES.getOrDefault(event.getClass(), Map.of()).getOrDefault(component, component);
        return name.equals("shadow") ? "shadowPath" : name;
    }

    private static @Nullable Object valueOf(RecordComponent component, Event event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("cannot read " + component, broken);
        }
    }

    private static void add(JsonObject line, String name, Object value, Function<RegistryId, String> registryName) {
        if (value instanceof Root root) {
            line.addProperty("path", root.path().value());
            line.addProperty("host", root.host().name());
            line.addProperty("hostPath", root.hostPath().value());
        } else if (value instanceof Location from) {
            HostPath shadow = from.shadow();
            line.addProperty("oldPath", from.path().value());
            line.addProperty("oldHost", from.host().name());
            line.addProperty("oldHostPath", from.hostPath().value());
            line.addProperty("oldShadowPath", shadow == null ? "" : shadow.value());
        } else if (value instanceof Omissions omissions) {
            if (omissions.count() > 0) {
                line.add("omissions", omitted(omissions));
                line.addProperty("omissionCount", omissions.count());
            }
        } else if (value instanceof RegistryId registry) {
            line.addProperty(name, registryName.apply(registry));
        } else {
            line.add(name, new JsonPrimitive(value.toString()));
        }
    }

    private static JsonElement omitted(Omissions omissions) {
        JsonArray list = new JsonArray();
        for (Omission omission : omissions.first()) {
            JsonObject one = new JsonObject();
            one.addProperty("path", omission.path());
            one.addProperty("reason", omission.reason());
            list.add(one);
        }
        return list;
    }
}
