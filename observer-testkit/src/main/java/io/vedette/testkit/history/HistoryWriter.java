package io.vedette.testkit.history;

import com.google.gson.JsonObject;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/**
 * Writes stored events as lines of a history file. Learns the names of registries from their first events, so it must see
 * a registry's history before that of its repositories, as the order of the store has it. For one thread.
 */
public final class HistoryWriter {

    private final Names names;

    /** A writer that knows no name. */
    public HistoryWriter() {
        this(new Names());
    }

    /** A writer that calls ids as a file does. */
    public HistoryWriter(Names names) {
        this.names = names;
    }

    /** Makes the name of a registry known. */
    public void learn(String registry) {
        names.registry(registry);
    }

    /** The line for an event, with all that the registry wrote beside it. */
    public JsonObject of(Recorded recorded) {
        Event event = recorded.event();
        if (event instanceof RegistryEvent.RegistryAdded added) {
            learn(added.registry());
        }
        JsonObject line = new JsonObject();
        switch (recorded.aggregate().kind()) {
            case REGISTRY ->
                line.addProperty(
                        "registry",
                        names.text(new RegistryId(recorded.aggregate().uuid())));
            case REPO ->
                line.addProperty("repo", names.text(recorded.aggregate().uuid()));
            case WORKFLOW -> {
                line.addProperty("workflow", names.text(recorded.aggregate().uuid()));
                if (event instanceof Event.OfWorkflow workflow) {
                    line.addProperty("kind", workflow.kind());
                }
            }
        }
        line.addProperty("event", event.name());
        if (!(event instanceof RegistryEvent) && !(event instanceof RepoEvent)) {
            line.addProperty("aggregate", recorded.aggregate().kind().name().toLowerCase(Locale.ROOT));
        }
        fields(line, event);
        line.addProperty("id", recorded.id().toString());
        line.addProperty("version", recorded.version());
        line.addProperty("position", recorded.position());
        line.addProperty("time", Instant.ofEpochMilli(recorded.timeMillis()).toString());
        if (recorded.command() != null) {
            line.addProperty("command", recorded.command().toString());
        }
        return line;
    }

    private void fields(JsonObject line, Event event) {
        if (event instanceof RegistryEvent || event instanceof RepoEvent) {
            EventFormat.of(event).write(line, event, names);
        } else if (event instanceof Event.OfWorkflow workflow) {
            line.addProperty("payload", text(workflow.payload()));
        } else if (event instanceof Event.Unknown unknown) {
            line.addProperty("type", unknown.type());
            line.addProperty("payload", text(unknown.payload()));
        } else if (event instanceof Event.Malformed malformed) {
            line.addProperty("type", malformed.type());
            line.addProperty("payload", text(malformed.payload()));
            line.addProperty("reason", malformed.reason());
        }
    }

    private static String text(Event.Bytes payload) {
        return Base64.getEncoder().encodeToString(payload.toArray());
    }
}
