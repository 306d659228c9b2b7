package io.vedette.testkit.contract;

import io.vedette.domain.EventId;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A call of an implementor.
 *
 * @param call its name, as {@code initializer.initRepo}
 * @param step the step that it belongs to
 * @param before the call that comes before it; null if none has to
 * @param way how it is made
 */
record Deed<T>(String call, String step, @Nullable Deed<T> before, Way<T> way) {

    @FunctionalInterface
    interface Way<T> {
        @Nullable
        Mono<?> on(T implementor, RepoInfo repo, Cause cause);
    }

    /** The key of this call: each step has an event of its own. */
    Cause cause(RepoInfo repo, int attempt) {
        return new Cause(repo, new EventId(1, step.hashCode()), step, attempt);
    }
}
