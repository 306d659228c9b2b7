package io.vedette.observer.internal.repo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for a repository.
 *
 * @param steps in order; a later one does not need an earlier one to succeed
 * @param broken what is wrong with the history; null when nothing is
 * @param waitingFor what else must happen first, for people; null if nothing is waited for
 * @param over whether the repository is none of ours once the steps are done
 */
public record Plan(
        List<OpenStep> steps,
        @Nullable String broken,
        @Nullable String waitingFor,
        boolean over) {

    static final Plan NOTHING = new Plan(List.of(), null, null, false);

    /** Copies the list. */
    public Plan {
        steps = List.copyOf(steps);
    }

    static Plan broken(String reason) {
        return new Plan(List.of(), reason, null, false);
    }
}
