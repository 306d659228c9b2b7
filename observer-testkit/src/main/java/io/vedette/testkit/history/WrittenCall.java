package io.vedette.testkit.history;

import com.google.gson.JsonObject;
import io.vedette.domain.RepoId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call as history files have it.
 *
 * @param call which
 * @param repo as the file calls it; empty for a call that is about none
 * @param fields the rest, by name, in order, ids as the file calls them
 */
public record WrittenCall(CallName call, String repo, Map<String, String> fields) {

    /**
     * A call in the words of a file.
     *
     * @param given the fields, ids in their canonical form
     */
    public static WrittenCall of(CallName call, @Nullable RepoId repo, Map<String, String> given, Names names) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : call.fields()) {
            String value = given.get(field);
            if (value != null) {
                fields.put(field, field.equals("workflow") ? names.text(UUID.fromString(value)) : value);
            }
        }
        return new WrittenCall(call, repo == null ? "" : names.text(repo.uuid()), fields);
    }

    /** As in a line {@code expect}. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("call", call.text());
        if (!repo.isEmpty()) {
            json.addProperty("repo", repo);
        }
        fields.forEach(json::addProperty);
        return json;
    }
}
