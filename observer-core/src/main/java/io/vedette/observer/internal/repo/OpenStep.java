package io.vedette.observer.internal.repo;

import io.vedette.domain.Mark;
import org.jspecify.annotations.Nullable;

/**
 * A step that is to be done.
 *
 * @param step which
 * @param input the event that opened it: the newest of those that it depends on
 * @param work which part of which workflow; null for a step of the repository's own
 */
public record OpenStep(RepoStep step, Mark input, @Nullable Work work) {

    /**
     * What is to be done, whatever opened it. Several may be open at once, and each is counted by itself.
     *
     * @param step which
     * @param work which part of which workflow; null for a step of the repository's own
     */
    record Task(RepoStep step, @Nullable Work work) {}

    Task task() {
        return new Task(step, work);
    }

    OpenStep(RepoStep step, Mark input) {
        this(step, input, null);
    }

    /** The name that implementors and operators see, as {@code attach-remote}. */
    public String label() {
        return work == null ? step.label() : work.label();
    }
}
