package io.vedette.testkit.catalogue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vedette.testkit.catalogue.Catalogue.Entry;
import io.vedette.testkit.history.CallName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Files of the catalogue with one thing changed. */
final class Mutants {

    private Mutants() {}

    /**
     * A file with one thing changed.
     *
     * @param line the number of the line that was changed, from 1
     * @param change what was done to it
     * @param lines the file as it is now
     */
    record Mutant(int line, String change, List<String> lines) {}

    /** Without one event, one failure, or one change of the connection. */
    static Stream<Mutant> dropped(Entry entry) {
        List<Mutant> mutants = new ArrayList<>();
        each(entry, (number, line) -> {
            if (Stream.of("event", "fail", "connection").anyMatch(line::has)) {
                List<String> lines = new ArrayList<>(entry.lines());
                lines.remove(number - 1);
                mutants.add(new Mutant(number, "dropped", lines));
            }
        });
        return mutants.stream();
    }

    /** With one expected call dropped, doubled, or swapped for another one, or with another value in one of its fields. */
    static Stream<Mutant> expectations(Entry entry) {
        List<Mutant> mutants = new ArrayList<>();
        each(entry, (number, line) -> {
            if (line.has("expect")) {
                of(line.getAsJsonArray("expect"), (change, calls) -> {
                    JsonObject changed = new JsonObject();
                    changed.add("expect", calls);
                    List<String> lines = new ArrayList<>(entry.lines());
                    lines.set(number - 1, changed.toString());
                    mutants.add(new Mutant(number, change, lines));
                });
            }
        });
        return mutants.stream();
    }

    private interface LineSink {
        void accept(int number, JsonObject line);
    }

    private interface CallsSink {
        void accept(String change, JsonArray calls);
    }

    private static void each(Entry entry, LineSink sink) {
        for (int i = 0; i < entry.lines().size(); i++) {
            String line = entry.lines().get(i);
            if (line.startsWith("{")) {
                sink.accept(i + 1, JsonParser.parseString(line).getAsJsonObject());
            }
        }
    }

    private static void of(JsonArray calls, CallsSink sink) {
        JsonObject more = new JsonObject();
        more.addProperty("call", CallName.DISABLE_REPO.text());
        more.addProperty("repo", "r1");
        sink.accept("one call more", changed(calls, list -> list.add(more)));
        for (int i = 0; i < calls.size(); i++) {
            int at = i;
            JsonObject call = calls.get(i).getAsJsonObject();
            sink.accept("call " + i + " dropped", changed(calls, list -> list.remove(at)));
            sink.accept("call " + i + " doubled", changed(calls, list -> list.add(call)));
            sink.accept("call " + i + " swapped", changed(calls, list -> list.set(at, another(call))));
            for (String field : call.keySet()) {
                if (!field.equals("call") && !field.equals("repo")) {
                    sink.accept("call " + i + " with another " + field, changed(calls, list -> {
                        JsonObject other = call.deepCopy();
                        other.addProperty(field, call.get(field).getAsString() + "x");
                        list.set(at, other);
                    }));
                }
            }
        }
    }

    private static JsonArray changed(JsonArray calls, Consumer<JsonArray> change) {
        JsonArray copy = calls.deepCopy();
        change.accept(copy);
        return copy;
    }

    private static JsonElement another(JsonObject call) {
        boolean get = call.get("call").getAsString().equals(CallName.GET_REPO.text());
        JsonObject other = new JsonObject();
        other.addProperty("call", (get ? CallName.INIT_REPO : CallName.GET_REPO).text());
        other.add("repo", call.get("repo"));
        return other;
    }
}
