package io.vedette.testkit.replay;

import com.google.gson.JsonObject;
import io.vedette.domain.RepoId;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.ExpectedCall;
import io.vedette.testkit.history.Names;
import io.vedette.testkit.history.WrittenCall;
import java.util.Map;
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
        @Nullable Outcome result,
        @Nullable String because) {

    /** A call that was made. */
    public static CallRow of(Call call, @Nullable String because, Names names) {
        return of(WrittenCall.of(call.name(), call.repo(), call.fields(), names), because);
    }

    /** A call that is expected, with the fields that are compared. */
    public static CallRow of(ExpectedCall call, Names names) {
        return of(WrittenCall.of(call.name(), call.repo(), call.fields(), names), null);
    }

    private static CallRow of(WrittenCall call, @Nullable String because) {
        return new CallRow(call.repo(), call.call(), call.fields(), null, because);
    }

    /** What a file calls a repository; empty for none. */
    public static String repo(@Nullable RepoId repo, Names names) {
        return repo == null ? "" : names.text(repo.uuid());
    }

    /** The same call with its result. */
    public CallRow ended(Outcome outcome) {
        return new CallRow(repo, call, fields, outcome, because);
    }

    /** As in a line {@code expect}; a result comes last. */
    public JsonObject json() {
        JsonObject json = new WrittenCall(call, repo, fields).json();
        if (result != null) {
            json.addProperty("result", result.text());
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
        return call.text() + (fields.isEmpty() ? "" : " " + words()) + (result == null ? "" : ": " + result.text());
    }
}
