package io.vedette.testkit.replay;

import com.google.gson.JsonObject;
import io.vedette.domain.RepoId;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.ExpectedCall;
import io.vedette.testkit.history.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made or expected, as people and history files have it.
 *
 * @param repo as the file calls it; empty for a call that is about none
 * @param call which
 * @param fields the rest, by name, in order
 * @param result what it returned or how it failed; null where that is not known
 * @param because the event that it was made for; null if that is not known
 */
public record CallRow(
        String repo,
        CallName call,
        Map<String, String> fields,
        @Nullable String result,
        @Nullable String because) {

    /** A call that was made. */
    public static CallRow of(Call call, @Nullable String because, Names names) {
        return new CallRow(
                repo(call.repo(), names), call.name(), fields(call.name(), call.fields(), names), null, because);
    }

    /** A call that is expected, with the fields that are compared. */
    public static CallRow of(ExpectedCall call, Names names) {
        return new CallRow(
                repo(call.repo(), names), call.name(), fields(call.name(), call.fields(), names), null, null);
    }

    /** What a file calls a repository; empty for none. */
    public static String repo(@Nullable RepoId repo, Names names) {
        return repo == null ? "" : names.text(repo.uuid());
    }

    private static Map<String, String> fields(CallName call, Map<String, String> given, Names names) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : call.fields()) {
            String value = given.get(field);
            if (value != null) {
                fields.put(field, field.equals("workflow") ? names.text(UUID.fromString(value)) : value);
            }
        }
        return fields;
    }

    /** The same call with its result. */
    public CallRow ended(String outcome) {
        return new CallRow(repo, call, fields, outcome, because);
    }

    /** As in a line {@code expect}; a result comes last. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("call", call.text());
        if (!repo.isEmpty()) {
            json.addProperty("repo", repo);
        }
        fields.forEach(json::addProperty);
        if (result != null) {
            json.addProperty("result", result);
        }
        return json;
    }

    /** The fields, as {@code path=/ex/a hostPath=/data/a}. */
    public String words() {
        StringBuilder words = new StringBuilder();
        fields.forEach((field, value) -> words.append(words.isEmpty() ? "" : " ")
                .append(field)
                .append('=')
                .append(value));
        return words.toString();
    }

    @Override
    public String toString() {
        return call.text() + (fields.isEmpty() ? "" : " " + words()) + (result == null ? "" : ": " + result);
    }
}
