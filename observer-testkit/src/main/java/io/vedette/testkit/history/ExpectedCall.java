package io.vedette.testkit.history;

import io.vedette.domain.RepoId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that a history file expects.
 *
 * @param name which
 * @param repo for which repository; null for the calls that are about none
 * @param fields what else is compared, by name; ids in their canonical form
 */
public record ExpectedCall(CallName name, @Nullable RepoId repo, Map<String, String> fields) {

    /** Copies the fields and keeps their order. */
    public ExpectedCall {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The same call with one field more that is compared. */
    public ExpectedCall with(String field, String value) {
        if (field.equals("repo") || !name.fields().contains(field)) {
            throw new IllegalArgumentException(name.text() + " has no field " + field + "; it has " + name.fields());
        }
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new ExpectedCall(name, repo, more);
    }
}
