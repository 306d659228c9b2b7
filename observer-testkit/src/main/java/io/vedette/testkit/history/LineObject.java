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
import java.util.LinkedHashMap;
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
        Map<String, JsonElement> values = new LinkedHashMap<>();
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new LineError(1, "a line is one JSON object: {\"…\":…}");
            }
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (values.put(name, VALUES.read(reader)) != null) {
                    throw new LineError(text.lastIndexOf("\"" + name + "\"") + 1, "\"" + name + "\" stands here twice");
                }
            }
            reader.endObject();
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
        return new LineObject(text, 0, values);
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
        return value == null || value.isJsonNull() ? null : value;
    }

    /** A text; null if it is not there. */
    @Nullable
    String optional(String key) {
        JsonElement value = take(key);
        if (value == null) {
            return null;
        }
        if (!value.isJsonPrimitive() || value.getAsJsonPrimitive().isBoolean()) {
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

    /** A whole number of at least {@code least}; {@code otherwise} if it is not there. */
    long number(String key, long least, long otherwise) {
        String value = optional(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Said below.
        }
        throw error(key, "\"" + key + "\" is a whole number of at least " + least + ", not " + value);
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

    /** An object within. */
    LineObject object(String key) {
        JsonElement value = take(key);
        if (value == null || !value.isJsonObject()) {
            throw error(key, "\"" + key + "\" is an object: {\"…\":…}");
        }
        return within(value.getAsJsonObject(), Math.max(0, text.indexOf("\"" + key + "\"", from)));
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
        int place = Math.max(0, text.indexOf("\"" + key + "\"", from));
        List<LineObject> objects = new ArrayList<>();
        for (JsonElement each : list) {
            place = Math.max(place, text.indexOf('{', place + 1));
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
        int place = text.indexOf("\"" + key + "\"", from);
        return new LineError(Math.max(place, from) + 1, problem);
    }
}
