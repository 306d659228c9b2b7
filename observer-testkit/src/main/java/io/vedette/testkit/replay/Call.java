package io.vedette.testkit.replay;

import io.vedette.domain.EventId;
import io.vedette.domain.RepoId;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.ExpectedCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that the observer made, to an implementor or, as a command, to the registry.
 *
 * @param name which
 * @param repo for which repository; null for one that is about none
 * @param fields the rest, by name, in the order of {@link CallName#fields}; ids in their canonical form
 * @param because the event that asked for it; null if none did
 */
public record Call(
        CallName name,
        @Nullable RepoId repo,
        Map<String, String> fields,
        @Nullable EventId because) {

    /** Whether it is the one that is expected of its repository: what the expectation says nothing about does not count. */
    public boolean meets(ExpectedCall expected) {
        return name == expected.name()
                && fields.entrySet().containsAll(expected.fields().entrySet());
    }
}
