package io.vedette.observer.internal.repo;

import io.vedette.domain.Command;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of the steps of a repository's workflows since its activity awoke. A definition names a step until its event
 * has come; what is noted here is not done twice meanwhile.
 */
final class Answers {

    private final Map<Work, Map<String, String>> results = new HashMap<>();
    private final Map<Work, String> failures = new HashMap<>();
    private final Map<Command, String> told = new HashMap<>();
    private final Set<OpenStep> givenUp = new HashSet<>();

    /** An effect succeeded. */
    void succeeded(Work work, Map<String, String> result) {
        results.put(work, result);
    }

    /** The result of an effect; null if it did not succeed yet. */
    @Nullable
    Map<String, String> result(Work work) {
        return results.get(work);
    }

    /** An effect failed, and its failure is the answer. */
    void failed(Work work, String reason) {
        failures.put(work, reason);
    }

    /** Why an effect failed for good; null if it did not. */
    @Nullable
    String failure(Work work) {
        return failures.get(work);
    }

    /** The registry took a command, or refused it for good. */
    void told(Command command, String refusal) {
        told.put(command, refusal);
    }

    boolean isTold(Command command) {
        return told.containsKey(command);
    }

    /** Why the registry refused a command; empty if it took it. */
    String refusal(Command command) {
        return told.getOrDefault(command, "");
    }

    /** An effect ended in a stored error. */
    void givenUp(OpenStep open) {
        givenUp.add(open);
    }

    boolean isGivenUp(OpenStep open) {
        return givenUp.contains(open);
    }

    /** An operator wants everything tried at once. */
    void forgive() {
        failures.clear();
        givenUp.clear();
        told.values().removeIf(refusal -> !refusal.isEmpty());
    }
}
