package io.vedette.testkit.history;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The JSON object of a line, whose keys are taken one by one; what nobody took is one too many. */
final class LineObject {

    private static final TypeAdapter<JsonElement> VALUES = new Gson().getAdapter(JsonElement.class);
    private static final Pattern COLUMN = Pattern.compile("at line 1 column (\\d+)");

    private final String text;
    private final int from;
    private final Map<String, JsonElement> values;
    private final Set<String> taken = new HashSet<>();

    private LineObject(String text, int from, Map<String, JsonElement> values) {
        this.text = text;
        this.from = from;
        this.values = values;
    }

    /** Parses a line. */
    static LineObject parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        JsonObject object;
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new LineError(1, "a line is one JSON object: {\"…\":…}");
            }
            object = object(reader, text);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new LineError(text.length(), "something follows the object; one object a line");
            }
        } catch (EOFException cut) {
            throw new LineError(text.length() + 1, "the line ends in the middle of its object");
        } catch (MalformedJsonException malformed) {
            throw new LineError(column(malformed), problem(malformed));
        } catch (IOException | IllegalStateException unreadable) {
            throw new LineError(column(unreadable), problem(unreadable));
        }
        return new LineObject(text, 0, object.asMap());
    }

    private static JsonObject object(JsonReader reader, String text) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new LineError(text.lastIndexOf("\"" + name + "\"") + 1, "\"" + name + "\" stands here twice");
            }
            object.add(name, value(reader, text));
        }
        reader.endObject();
        return object;
    }

    /** The reader bounds how deep values lie within each other. */
    private static JsonElement value(JsonReader reader, String text) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader, text);
            case BEGIN_ARRAY -> {
                JsonArray list = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    list.add(value(reader, text));
                }
                reader.endArray();
                yield list;
            }
            default -> VALUES.read(reader);
        };
    }

    private static int column(Exception error) {
        Matcher found = COLUMN.matcher(String.valueOf(error.getMessage()));
        return found.find() ? Integer.parseInt(found.group(1)) : 1;
    }

    private static String problem(Exception error) {
        String message = String.valueOf(error.getMessage());
        int end = message.indexOf(" at line 1");
        return message.startsWith("Use JsonReader")
                ? "this is not JSON as RFC 8259 has it"
                : "this is not JSON: " + (end < 0 ? message : message.substring(0, end));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    private @Nullable JsonElement take(String key) {
        taken.add(key);
        JsonElement value = values.get(key);
        if (value != null && value.isJsonNull()) {
            throw error(key, "\"" + key + "\" is null; leave it out if it says nothing");
        }
        return value;
    }

    /** A text; null if it is not there. */
    @Nullable
    String optional(String key) {
        JsonElement value = take(key);
        if (value == null) {
            return null;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw error(key, "\"" + key + "\" is a text, not " + value);
        }
        return value.getAsString();
    }

    String required(String key) {
        String value = optional(key);
        if (value == null) {
            throw error(key, "\"" + key + "\" is missing");
        }
        return value;
    }

    /** A text that means something; null if it is not there. */
    <T> @Nullable T optional(String key, Function<String, T> meaning) {
        String value = optional(key);
        return value == null ? null : understand(key, value, meaning);
    }

    <T> T required(String key, Function<String, T> meaning) {
        return understand(key, required(key), meaning);
    }

    private <T> T understand(String key, String value, Function<String, T> meaning) {
        try {
            return meaning.apply(value);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw error(key, "\"" + key + "\": " + wrong.getMessage());
        }
    }

    /** A whole number within bounds; {@code otherwise} if it is not there. */
    long number(String key, long least, long most, long otherwise) {
        JsonElement value = take(key);
        if (value == null) {
            return otherwise;
        }
        String bounds = "of at least " + least;
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            try {
                long number = Long.parseLong(value.getAsString());
                if (number >= least && number <= most) {
                    return number;
                }
                bounds += number > most ? " and at most " + most : "";
            } catch (NumberFormatException notWhole) {
                // Said below.
            }
        }
        throw error(key, "\"" + key + "\" is a whole number " + bounds + ", not " + value);
    }

    /** Whether the value is {@code true}, the only one it may have. */
    void mustBeTrue(String key) {
        JsonElement value = take(key);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isBoolean()
                || !value.getAsBoolean()) {
            throw error(key, "\"" + key + "\" is true or not there");
        }
    }

    /** Whether it is true or false. */
    boolean truth(String key) {
        JsonElement value = take(key);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isBoolean()) {
            throw error(key, "\"" + key + "\" is true or false, not " + value);
        }
        return value.getAsBoolean();
    }

    /** An object within. */
    LineObject object(String key) {
        JsonElement value = take(key);
        if (value == null || !value.isJsonObject()) {
            throw error(key, "\"" + key + "\" is an object: {\"…\":…}");
        }
        return within(value.getAsJsonObject(), Math.max(from, place(key)));
    }

    /** The objects of a list within; null if it is not there. */
    @Nullable
    List<LineObject> optionalObjects(String key) {
        JsonElement value = take(key);
        if (value == null) {
            return null;
        }
        JsonArray list = value.isJsonArray() ? value.getAsJsonArray() : null;
        if (list == null || !StreamSupport.stream(list.spliterator(), false).allMatch(JsonElement::isJsonObject)) {
            throw error(key, "\"" + key + "\" is a list of objects: [{\"…\":…}]");
        }
        int place = Math.max(from, place(key));
        List<LineObject> objects = new ArrayList<>();
        for (JsonElement each : list) {
            place = Math.max(place, nextObject(place + 1));
            objects.add(within(each.getAsJsonObject(), place));
        }
        return objects;
    }

    private LineObject within(JsonObject object, int place) {
        return new LineObject(text, place, object.asMap());
    }

    /** Nothing is left. */
    void end(String what, Supplier<List<String>> known) {
        for (String key : values.keySet()) {
            if (!taken.contains(key)) {
                throw error(key, what + " has no \"" + key + "\"; it has " + String.join(", ", known.get()));
            }
        }
    }

    LineError error(String key, String problem) {
        return new LineError(Math.max(place(key), from) + 1, problem);
    }

    /** Where a key stands, which is followed by a colon as no value is; below 0 if it is not there. */
    private int place(String key) {
        Matcher found =
                Pattern.compile(Pattern.quote("\"" + key + "\"") + "\\s*:").matcher(text);
        return found.find(from) ? found.start() : -1;
    }

    /** Where the next object begins; braces within texts do not count. */
    private int nextObject(int start) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\') {
                i++;
            } else if (c == '{' && !quoted) {
                return i;
            }
        }
        return start;
    }
}
