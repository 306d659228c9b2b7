package io.vedette.observer;

import io.vedette.domain.EventId;
import io.vedette.domain.WorkflowId;
import org.jspecify.annotations.Nullable;

/**
 * Why an effect is asked for: its key. Two calls with the same repository, event and step are the same effect, asked for
 * again: after a failure, a lost answer or a restart. A result that was written down under these three is found again.
 * {@code getRepo} and {@code enableRepo} of one opening are one step and have the same key.
 *
 * @param repository the repository as its history says; has no shadow before that is confirmed
 * @param event the event that opened the step
 * @param step {@code init}, {@code enable}, {@code disable} or {@code attach-remote}; in a workflow {@code move}, {@code
 *     discard-move}, {@code freeze} or {@code unfreeze}, whose event is the one that began the change in the repository's
 *     history
 * @param attempt 1 for the first try; grows with each failure that counts; not a part of the key
 * @param dry whether nothing shall be changed that others see, since a recorded history is being replayed: the implementor
 *     goes through its motions as far as it can without that, and returns what it would return; not a part of the key
 * @param workflow the workflow of which the effect is a part; null if it is a part of none
 */
public record Cause(
        RepoInfo repository,
        EventId event,
        String step,
        int attempt,
        boolean dry,
        @Nullable WorkflowId workflow) {

    /** A cause for real work. */
    public Cause(RepoInfo repository, EventId event, String step, int attempt) {
        this(repository, event, step, attempt, false, null);
    }

    /** The same cause for a rehearsal. */
    public Cause rehearsed() {
        return new Cause(repository, event, step, attempt, true, workflow);
    }
}
