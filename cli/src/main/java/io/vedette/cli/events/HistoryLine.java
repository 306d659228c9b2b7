package io.vedette.cli.events;

import com.google.gson.JsonObject;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes stored events as lines of a history file. Learns the names of registries from their first events, so it must see
 * a registry's history before that of its repositories, as the order of the store has it.
 */
public final class HistoryLine {

    private final Map<RegistryId, String> names = new HashMap<>();

    /** Makes the name of a registry known. */
    public void learn(String registry) {
        names.put(RegistryId.ofName(registry), registry);
    }

    /** The line for an event. */
    public JsonObject of(Recorded recorded) {
        Event event = recorded.event();
        if (event instanceof RegistryEvent.RegistryAdded added) {
            learn(added.registry());
        }
        JsonObject line = new JsonObject();
        String id = recorded.aggregate().uuid().toString();
        switch (recorded.aggregate().kind()) {
            case REGISTRY ->
                line.addProperty(
                        "registry", nameOf(new RegistryId(recorded.aggregate().uuid())));
            case REPO -> line.addProperty("repo", id);
            case WORKFLOW -> {
                line.addProperty("workflow", id);
                line.addProperty("kind", event instanceof Event.OfWorkflow workflow ? workflow.kind() : "");
            }
        }
        line.addProperty("event", event.name());
        if (!(event instanceof RegistryEvent) && !(event instanceof RepoEvent)) {
            line.addProperty("aggregate", recorded.aggregate().kind().name().toLowerCase(Locale.ROOT));
        }
        EventFields.addTo(line, event, this::nameOf);
        line.addProperty("id", recorded.id().toString());
        line.addProperty("version", recorded.version());
        line.addProperty("position", recorded.position());
        line.addProperty("time", Instant.ofEpochMilli(recorded.timeMillis()).toString());
        if (recorded.command() != null) {
            line.addProperty("command", recorded.command().toString());
        }
        return line;
    }

    private String nameOf(RegistryId id) {
        return names.getOrDefault(id, id.toString());
    }
}
