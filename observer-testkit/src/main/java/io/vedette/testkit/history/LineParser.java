package io.vedette.testkit.history;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.proto.v1.EventType;
import io.vedette.workflows.WorkflowKinds;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads single lines. */
final class LineParser {

    /** The number of an event type that was written without one; no catalogue has it. */
    private static final int UNNUMBERED = Short.MAX_VALUE;

    private static final List<String> CONTROLS = List.of("live", "fail", "advance", "connection", "expect");
    private static final List<String> STAMP = List.of("id", "version", "position", "time", "command");
    private static final Pattern NUMBERED = Pattern.compile("(UNKNOWN|MALFORMED)_(\\d{1,9})");

    private final Names names;
    private final WorkflowKinds kinds;
    private final Backdrop backdrop = new Backdrop();

    LineParser(Names names, WorkflowKinds kinds) {
        this.names = names;
        this.kinds = kinds;
    }

    HistoryLine parse(long number, String text) {
        LineObject line = LineObject.parse(text);
        if (line.has("event")) {
            return occurred(number, line);
        }
        String control = CONTROLS.stream().filter(line::has).findFirst().orElse(null);
        if (control == null) {
            throw new LineError(1, "a line has \"event\" or is one of the controls " + String.join(", ", CONTROLS));
        }
        HistoryLine read = control(number, line, control);
        line.end("a line \"" + control + "\"", () -> List.of(control));
        return read;
    }

    private HistoryLine control(long number, LineObject line, String control) {
        return switch (control) {
            case "live" -> {
                line.mustBeTrue("live");
                yield new HistoryLine.Live(number);
            }
            case "advance" -> new HistoryLine.Advance(number, line.required("advance", LineParser::duration));
            case "connection" -> new HistoryLine.Connection(number, line.required("connection", LineParser::restored));
            case "fail" -> fail(number, line.object("fail"));
            default -> expect(number, line);
        };
    }

    private static Duration duration(String text) {
        Duration by;
        try {
            by = Duration.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("it is an ISO-8601 duration, as PT30S, not " + text, wrong);
        }
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + text);
        }
        return by;
    }

    private static boolean restored(String text) {
        return switch (text) {
            case "drop" -> false;
            case "restore" -> true;
            default -> throw new IllegalArgumentException("a connection can drop or restore, not " + text);
        };
    }

    private HistoryLine fail(long number, LineObject fail) {
        CallName call = fail.required("call", CallName::of);
        String repo = fail.optional("repo");
        ErrorKind error = fail.required("error", ErrorKind::of);
        if (call.isCommand() && error != ErrorKind.WEAK && error != ErrorKind.STRONG) {
            throw fail.error(
                    "error",
                    "a command fails with \"weak\", which means that the registry does not answer,"
                            + " or \"strong\", which means that it refuses");
        }
        String message = fail.optional("message");
        int times = (int) fail.number("times", 1, Integer.MAX_VALUE, 1);
        fail.end("\"fail\"", () -> List.of("call", "repo", "error", "message", "times"));
        return new HistoryLine.Fail(
                number,
                call,
                repo == null ? null : fail.required("repo", text -> new RepoId(names.id(text))),
                error,
                message == null ? "failed as told" : message,
                times);
    }

    private HistoryLine expect(long number, LineObject line) {
        List<ExpectedCall> calls = new ArrayList<>();
        for (LineObject each : Objects.requireNonNullElse(line.optionalObjects("expect"), List.<LineObject>of())) {
            calls.add(expected(each));
        }
        return new HistoryLine.Expect(number, calls);
    }

    private ExpectedCall expected(LineObject call) {
        CallName name = call.required("call", CallName::of);
        RepoId repo = name.ofRepo() ? call.required("repo", text -> new RepoId(names.id(text))) : null;
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : name.fields()) {
            if (!field.equals("repo") && call.has(field)) {
                fields.put(field, call.required(field, meaning(field)));
            }
        }
        call.end(
                name.text(),
                () -> Stream.concat(Stream.of("call"), name.fields().stream()).toList());
        return new ExpectedCall(name, repo, fields);
    }

    private Function<String, String> meaning(String field) {
        return field.equals("workflow") ? text -> names.id(text).toString() : Function.identity();
    }

    private HistoryLine occurred(long number, LineObject line) {
        String name = line.required("event");
        AggregateKind kind = kind(line, name);
        if (kind == AggregateKind.REGISTRY && name.equals("REGISTRY_ADDED")) {
            names.named(line.required("name"));
        }
        AggregateId aggregate = switch (kind) {
            case REGISTRY -> line.required("registry", names::registry).aggregate();
            case REPO -> new RepoId(line.required("repo", names::id)).aggregate();
            case WORKFLOW -> new AggregateId(kind, line.required("workflow", names::id));
        };
        EventFormat format = catalogue(kind).get(name);
        HistoryLine.Stamp stamp = stamp(line);
        WorkflowFormat own = kind == AggregateKind.WORKFLOW && !line.has("payload") ? ofWorkflow(line, name) : null;
        if (own != null) {
            return new HistoryLine.Occurred(number, aggregate, step(line, aggregate, own), stamp);
        }
        if (format == null) {
            return new HistoryLine.Occurred(number, aggregate, other(line, kind, name), stamp);
        }
        Event event = format.read(line, names);
        line.end(
                name,
                () -> Stream.of(List.of("event", "registry", "repo", "aggregate"), format.keys(), STAMP)
                        .flatMap(List::stream)
                        .distinct()
                        .toList());
        checkName(line, aggregate, event);
        backdrop.seen(aggregate, event);
        return new HistoryLine.Occurred(number, aggregate, event, stamp);
    }

    private @Nullable WorkflowFormat ofWorkflow(LineObject line, String name) {
        String kind = line.optional("kind");
        return kind == null || !name.startsWith(kind + "_")
                ? null
                : WorkflowFormat.of(kinds, kind, name.substring(kind.length() + 1));
    }

    private Event step(LineObject line, AggregateId workflow, WorkflowFormat format) {
        RepoId repo = line.has("repo") ? line.required("repo", text -> new RepoId(names.id(text))) : null;
        Event event = format.read(line, names, backdrop.of(workflow.uuid(), repo));
        line.end(
                format.name(),
                () -> Stream.of(
                                List.of("event", "workflow", "kind", "aggregate"),
                                format.parts().stream()
                                        .map(RecordComponent::getName)
                                        .toList(),
                                STAMP)
                        .flatMap(List::stream)
                        .toList());
        return event;
    }

    private void checkName(LineObject line, AggregateId aggregate, Event event) {
        if (event instanceof RegistryEvent.RegistryAdded added
                && !RegistryId.ofName(added.registry()).aggregate().equals(aggregate)) {
            throw line.error("name", "\"registry\" is the name of the registry, which is " + added.registry());
        }
    }

    private static AggregateKind kind(LineObject line, String event) {
        String said = line.optional("aggregate");
        if (said != null) {
            return line.required("aggregate", LineParser::aggregate);
        }
        AggregateKind kind = line.has("kind")
                ? AggregateKind.WORKFLOW
                : event.equals("REPO_INIT_STARTED") || !line.has("registry")
                        ? AggregateKind.REPO
                        : AggregateKind.REGISTRY;
        boolean known = switch (kind) {
            case REGISTRY -> EventFormat.OF_REGISTRY.containsKey(event);
            case REPO -> EventFormat.OF_REPO.containsKey(event);
            case WORKFLOW -> true;
        };
        if (!known) {
            throw line.error(
                    "event",
                    "no event of a " + kind.name().toLowerCase(Locale.ROOT) + " is called " + event
                            + "; one that is not known here needs \"aggregate\": registry, repo or workflow");
        }
        return kind;
    }

    private static AggregateKind aggregate(String text) {
        for (AggregateKind kind : AggregateKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("an aggregate is a registry, a repo or a workflow, not " + text);
    }

    /** An event of a workflow, or one that is not in the catalogue: kept with its bytes, whatever else the line says. */
    private static Event other(LineObject line, AggregateKind aggregate, String name) {
        Event.Bytes payload = Objects.requireNonNullElse(
                line.optional(
                        "payload",
                        text -> Event.Bytes.copyOf(Base64.getDecoder().decode(text))),
                Event.Bytes.EMPTY);
        if (aggregate == AggregateKind.WORKFLOW && line.has("kind")) {
            String kind = line.required("kind");
            if (!name.startsWith(kind + "_")) {
                throw line.error("event", "an event of a workflow of kind " + kind + " begins with " + kind + "_");
            }
            return new Event.OfWorkflow(kind, name.substring(kind.length() + 1), payload);
        }
        Matcher numbered = NUMBERED.matcher(name);
        boolean matches = numbered.matches();
        int type = (int)
                line.number("type", 0, Integer.MAX_VALUE, matches ? Long.parseLong(numbered.group(2)) : UNNUMBERED);
        if (matches && numbered.group(1).equals("MALFORMED")) {
            return new Event.Malformed(type, payload, line.required("reason"));
        }
        EventType known = EventType.forNumber(type);
        if (known != null && catalogue(aggregate).containsKey(known.name())) {
            throw line.error("type", "\"type\": " + type + " is the number of " + known + ", which is known here");
        }
        return new Event.Unknown(type, payload);
    }

    private static Map<String, EventFormat> catalogue(AggregateKind kind) {
        return switch (kind) {
            case REGISTRY -> EventFormat.OF_REGISTRY;
            case REPO -> EventFormat.OF_REPO;
            case WORKFLOW -> Map.of();
        };
    }

    private static HistoryLine.Stamp stamp(LineObject line) {
        if (STAMP.stream().noneMatch(line::has)) {
            return HistoryLine.Stamp.NONE;
        }
        @Nullable EventId id = line.optional("id", EventId::of);
        @Nullable Instant time = line.optional("time", Instant::parse);
        @Nullable CommandId command = line.optional("command", CommandId::of);
        return new HistoryLine.Stamp(
                id,
                line.number("version", 1, Long.MAX_VALUE, 0),
                line.number("position", 1, Long.MAX_VALUE, 0),
                time,
                command);
    }
}
