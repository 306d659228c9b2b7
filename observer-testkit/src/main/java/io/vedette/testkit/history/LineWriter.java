package io.vedette.testkit.history;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.workflows.WorkflowKinds;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/** Writes single lines, as {@link LineParser} reads them. */
final class LineWriter implements HistoryLine.Cases<JsonObject> {

    private final Names names;
    private final WorkflowKinds kinds;

    LineWriter(Names names, WorkflowKinds kinds) {
        this.names = names;
        this.kinds = kinds;
    }

    @Override
    public JsonObject occurred(HistoryLine.Occurred line) {
        return occurred(line.aggregate(), line.event(), line.stamp());
    }

    JsonObject occurred(AggregateId aggregate, Event event, HistoryLine.Stamp stamp) {
        if (event instanceof RegistryEvent.RegistryAdded added) {
            names.registry(added.registry());
        }
        JsonObject line = new JsonObject();
        switch (aggregate.kind()) {
            case REGISTRY -> line.addProperty("registry", names.text(new RegistryId(aggregate.uuid())));
            case REPO -> line.addProperty("repo", names.text(aggregate.uuid()));
            case WORKFLOW -> {
                line.addProperty("workflow", names.text(aggregate.uuid()));
                if (event instanceof Event.OfWorkflow workflow) {
                    line.addProperty("kind", workflow.kind());
                }
            }
        }
        line.addProperty("event", event.name());
        if (event instanceof Event.OfWorkflow workflow && step(line, workflow)) {
            stamp(line, stamp);
            return line;
        }
        if (!(event instanceof RegistryEvent) && !(event instanceof RepoEvent)) {
            line.addProperty("aggregate", aggregate.kind().name().toLowerCase(Locale.ROOT));
        }
        fields(line, event);
        stamp(line, stamp);
        return line;
    }

    private boolean step(JsonObject line, Event.OfWorkflow event) {
        WorkflowFormat format = WorkflowFormat.of(kinds, event.kind(), event.type());
        return format != null && format.write(line, event, names);
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

    private static void stamp(JsonObject line, HistoryLine.Stamp stamp) {
        if (stamp.id() != null) {
            line.addProperty("id", stamp.id().toString());
        }
        if (stamp.version() != 0) {
            line.addProperty("version", stamp.version());
        }
        if (stamp.position() != 0) {
            line.addProperty("position", stamp.position());
        }
        Instant time = stamp.time();
        if (time != null) {
            line.addProperty("time", time.toString());
        }
        if (stamp.command() != null) {
            line.addProperty("command", stamp.command().toString());
        }
    }

    @Override
    public JsonObject live(HistoryLine.Live line) {
        JsonObject written = new JsonObject();
        written.addProperty("live", true);
        return written;
    }

    @Override
    public JsonObject fail(HistoryLine.Fail line) {
        JsonObject fail = new JsonObject();
        fail.addProperty("call", line.call().text());
        RepoId repo = line.repo();
        if (repo != null) {
            fail.addProperty("repo", names.text(repo.uuid()));
        }
        fail.addProperty("error", line.error().text());
        fail.addProperty("message", line.message());
        fail.addProperty("times", line.times());
        JsonObject written = new JsonObject();
        written.add("fail", fail);
        return written;
    }

    @Override
    public JsonObject advance(HistoryLine.Advance line) {
        JsonObject written = new JsonObject();
        written.addProperty("advance", line.by().toString());
        return written;
    }

    @Override
    public JsonObject connection(HistoryLine.Connection line) {
        JsonObject written = new JsonObject();
        written.addProperty("connection", line.restored() ? "restore" : "drop");
        return written;
    }

    @Override
    public JsonObject expect(HistoryLine.Expect line) {
        JsonArray calls = new JsonArray();
        for (ExpectedCall call : line.calls()) {
            calls.add(WrittenCall.of(call.name(), call.repo(), call.fields(), names)
                    .json());
        }
        JsonObject written = new JsonObject();
        written.add("expect", calls);
        return written;
    }
}
