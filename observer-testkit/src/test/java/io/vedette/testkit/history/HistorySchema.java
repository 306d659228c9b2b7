package io.vedette.testkit.history;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.workflows.WorkflowKinds;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JSON Schema of a line, made from what the reader goes by. */
final class HistorySchema {

    private static final List<String> OPTIONAL = List.of("omissions", "omissionCount");

    private HistorySchema() {}

    static JsonObject schema() {
        JsonObject definitions = new JsonObject();
        JsonArray kinds = new JsonArray();
        events(definitions, kinds, "registry", EventFormat.OF_REGISTRY);
        events(definitions, kinds, "repo", EventFormat.OF_REPO);
        for (String aggregate : List.of("registry", "repo", "workflow")) {
            define(definitions, kinds, aggregate + " unknown", unknown(aggregate));
        }
        List<WorkflowFormat> steps = steps();
        steps.forEach(step -> define(definitions, kinds, "workflow " + step.name(), step(step)));
        define(definitions, kinds, "workflow event", workflow(steps));
        define(definitions, kinds, "live", closed(object("live", object("const", new JsonPrimitive(true))), "live"));
        define(definitions, kinds, "fail", closed(object("fail", fail()), "fail"));
        define(
                definitions,
                kinds,
                "advance",
                closed(
                        object(
                                "advance",
                                pattern(
                                        "^P(?=.)([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?)?$")),
                        "advance"));
        define(definitions, kinds, "connection", closed(object("connection", oneOf("drop", "restore")), "connection"));
        define(definitions, kinds, "expect", closed(object("expect", expect()), "expect"));
        fields(definitions);

        JsonObject schema = new JsonObject();
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("$id", "urn:vedette:history-file");
        schema.addProperty("title", "A line of a history file");
        schema.addProperty("description", "Blank lines and lines that begin with # are none of these.");
        schema.addProperty("type", "object");
        schema.add("oneOf", kinds);
        schema.add("$defs", definitions);
        return schema;
    }

    private static void events(
            JsonObject definitions, JsonArray kinds, String aggregate, Map<String, EventFormat> formats) {
        new TreeMap<>(formats).forEach((name, format) -> {
            JsonObject properties = new JsonObject();
            properties.add("event", object("const", new JsonPrimitive(name)));
            properties.add("aggregate", object("const", new JsonPrimitive(aggregate)));
            properties.add(aggregate, ref("id"));
            format.keys().forEach(key -> properties.add(key, field(key)));
            Stream<String> needed = format.keys().stream()
                    .filter(key ->
                            !OPTIONAL.contains(key) && !format.optionalKeys().contains(key));
            define(
                    definitions,
                    kinds,
                    aggregate + " " + name,
                    stampedAndNoMore(open(
                            properties,
                            Stream.concat(Stream.of("event", aggregate), needed)
                                    .distinct()
                                    .toArray(String[]::new))));
        });
    }

    /** An event of another catalogue may have any fields. */
    private static JsonObject unknown(String aggregate) {
        Map<String, EventFormat> known = aggregate.equals("registry")
                ? EventFormat.OF_REGISTRY
                : aggregate.equals("repo") ? EventFormat.OF_REPO : Map.of();
        JsonObject properties = new JsonObject();
        JsonObject name = type("string");
        if (!known.isEmpty()) {
            name.add("not", oneOf(new TreeMap<>(known).keySet()));
        }
        properties.add("event", name);
        properties.add("aggregate", object("const", new JsonPrimitive(aggregate)));
        properties.add(aggregate, ref("id"));
        properties.add("type", atLeast(0));
        properties.add("payload", ref("payload"));
        properties.add("reason", type("string"));
        JsonObject schema = stamped(open(properties, "event", "aggregate", aggregate));
        if (aggregate.equals("workflow")) {
            schema.add("not", required("kind"));
        }
        schema.add("if", object("properties", object("event", pattern("^MALFORMED_[0-9]{1,9}$"))));
        schema.add("then", required("reason"));
        return schema;
    }

    /** The events of the kinds that each reader knows. */
    private static List<WorkflowFormat> steps() {
        return WorkflowKinds.builtIn().all().stream()
                .flatMap(definition -> definition.events().names().stream()
                        .map(type -> WorkflowFormat.of(WorkflowKinds.builtIn(), definition.kind(), type)))
                .toList();
    }

    private static JsonObject step(WorkflowFormat step) {
        JsonObject properties = named(step);
        properties.add("aggregate", object("const", new JsonPrimitive("workflow")));
        properties.add("workflow", ref("id"));
        step.parts().forEach(part -> properties.add(part.getName(), field(part)));
        Stream<String> needed =
                step.parts().stream().filter(WorkflowFormat::needed).map(RecordComponent::getName);
        return stampedAndNoMore(open(
                properties,
                Stream.concat(Stream.of("event", "workflow", "kind"), needed).toArray(String[]::new)));
    }

    private static JsonObject named(WorkflowFormat step) {
        JsonObject properties = object("event", object("const", new JsonPrimitive(step.name())));
        properties.add("kind", object("const", new JsonPrimitive(step.kind())));
        return properties;
    }

    private static JsonElement field(RecordComponent part) {
        if (part.getType() == long.class) {
            return type("integer");
        }
        if (part.getType() == boolean.class) {
            return type("boolean");
        }
        return part.getType() == String.class ? type("string") : field(part.getName());
    }

    /** One with its bytes, or of which nobody knows the fields. */
    private static JsonObject workflow(List<WorkflowFormat> known) {
        JsonObject properties = object("event", type("string"));
        properties.add("aggregate", object("const", new JsonPrimitive("workflow")));
        properties.add("workflow", ref("id"));
        properties.add("kind", type("string"));
        properties.add("payload", ref("payload"));
        JsonArray either = new JsonArray();
        known.forEach(step -> either.add(object("properties", named(step))));
        JsonObject schema = stamped(open(properties, "event", "workflow", "kind"));
        schema.add("if", object("anyOf", either));
        schema.add("then", required("payload"));
        return schema;
    }

    private static JsonObject stamp() {
        JsonObject properties = object("id", ref("ulid"));
        properties.add("version", atLeast(1));
        properties.add("position", atLeast(1));
        properties.add("time", ref("time"));
        properties.add("command", ref("uuid"));
        return described(object("properties", properties), "What the registry wrote beside an event.");
    }

    private static JsonObject stamped(JsonObject schema) {
        schema.addProperty("$ref", "#/$defs/stamp");
        return schema;
    }

    private static JsonObject stampedAndNoMore(JsonObject schema) {
        stamped(schema).addProperty("unevaluatedProperties", false);
        return schema;
    }

    private static JsonObject fail() {
        JsonObject properties = object("call", oneOf(calls(Stream.of(CallName.values()))));
        properties.add("repo", ref("id"));
        properties.add(
                "error",
                oneOf(Arrays.stream(ErrorKind.values()).map(ErrorKind::text).toList()));
        properties.add("message", type("string"));
        properties.add("times", atLeast(1));
        JsonObject fail = closed(properties, "call", "error");
        fail.add(
                "if",
                object(
                        "properties",
                        object("call", oneOf(calls(Stream.of(CallName.values()).filter(CallName::isCommand))))));
        fail.add("then", object("properties", object("error", oneOf("weak", "strong"))));
        return fail;
    }

    private static JsonObject expect() {
        JsonArray calls = new JsonArray();
        for (CallName name : CallName.values()) {
            JsonObject properties = object("call", object("const", new JsonPrimitive(name.text())));
            name.fields()
                    .forEach(field -> properties.add(
                            field, field.equals("repo") || field.equals("workflow") ? ref("id") : type("string")));
            calls.add(name.ofRepo() ? closed(properties, "call", "repo") : closed(properties, "call"));
        }
        JsonObject list = type("array");
        list.add("items", object("oneOf", calls));
        return list;
    }

    private static List<String> calls(Stream<CallName> names) {
        return names.map(CallName::text).toList();
    }

    /** By its key; a key that is not here is one that nobody has thought about yet. */
    private static JsonElement field(String key) {
        return switch (key) {
            case "repo", "workflow", "registry" -> ref("id");
            case "path",
                    "newPath",
                    "oldPath",
                    "hostPath",
                    "newHostPath",
                    "oldHostPath",
                    "shadowPath",
                    "newShadowPath" -> ref("path");
            case "oldShadowPath" -> pattern("^(/.*)?$");
            case "name", "host", "oldHost", "newHost", "creator", "author", "remote" -> ref("words");
            case "reason", "message" -> type("string");
            case "tier" -> oneOf(names(StorageTier.values()));
            case "code" -> oneOf(names(TierChangeCode.values()));
            case "omissions" -> ref("omissions");
            case "omissionCount" -> atLeast(0);
            default -> throw new IllegalStateException("what may stand under " + key + "?");
        };
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    private static void fields(JsonObject definitions) {
        definitions.add("stamp", stamp());
        definitions.add("id", described(pattern("\\S"), "A UUID, or a name that stands for one."));
        definitions.add("path", described(pattern("^/"), "Absolute, normalised."));
        definitions.add("words", pattern("\\S"));
        definitions.add("ulid", pattern("^[0-7][0-9A-HJKMNP-TV-Z]{25}$"));
        definitions.add("uuid", pattern("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"));
        definitions.add("time", described(pattern("^[0-9]{4}-.*Z$"), "RFC 3339, in UTC."));
        definitions.add("payload", described(pattern("^[A-Za-z0-9+/]*={0,2}$"), "Base 64."));
        JsonObject omission = object("path", type("string"));
        omission.add("reason", type("string"));
        JsonObject list = type("array");
        list.add("items", closed(omission, "path", "reason"));
        definitions.add("omissions", list);
    }

    private static void define(JsonObject definitions, JsonArray kinds, String name, JsonObject schema) {
        String key = name.replace(' ', '-');
        definitions.add(key, schema);
        kinds.add(ref(key));
    }

    private static JsonObject closed(JsonObject properties, String... required) {
        JsonObject schema = open(properties, required);
        schema.addProperty("additionalProperties", false);
        return schema;
    }

    private static JsonObject open(JsonObject properties, String... required) {
        JsonObject schema = type("object");
        schema.add("properties", properties);
        schema.add("required", texts(List.of(required)));
        return schema;
    }

    private static JsonObject required(String key) {
        return object("required", texts(List.of(key)));
    }

    private static JsonObject ref(String definition) {
        return object("$ref", new JsonPrimitive("#/$defs/" + definition));
    }

    private static JsonObject type(String name) {
        return object("type", new JsonPrimitive(name));
    }

    private static JsonObject pattern(String regex) {
        JsonObject schema = type("string");
        schema.addProperty("pattern", regex);
        return schema;
    }

    private static JsonObject atLeast(int least) {
        JsonObject schema = type("integer");
        schema.addProperty("minimum", least);
        return schema;
    }

    private static JsonObject described(JsonObject schema, String text) {
        schema.addProperty("description", text);
        return schema;
    }

    private static JsonObject oneOf(String... texts) {
        return oneOf(List.of(texts));
    }

    private static JsonObject oneOf(Collection<String> texts) {
        return object("enum", texts(texts));
    }

    private static JsonArray texts(Collection<String> texts) {
        JsonArray list = new JsonArray();
        texts.forEach(list::add);
        return list;
    }

    private static JsonObject object(String key, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(key, value);
        return object;
    }
}
