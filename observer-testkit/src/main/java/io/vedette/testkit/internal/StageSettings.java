package io.vedette.testkit.internal;

import io.vedette.domain.RepoPath;
import io.vedette.observer.Initializer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.Processor;
import io.vedette.testkit.replay.CallListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is played, and with whom.
 *
 * @param observer who lives through it
 * @param dry whether implementors shall change nothing that others see
 * @param listener is told of each call
 * @param began what time it is at first
 * @param comparing whether calls are kept to be compared
 * @param remembering whether the registry keeps account of reads and commands
 */
public record StageSettings(
        Observed observer, boolean dry, CallListener listener, Instant began, boolean comparing, boolean remembering) {

    /**
     * The observer, and what it observes.
     *
     * @param registry the name of the registry that is observed
     * @param prefixes what of it
     * @param initializer null for one that only succeeds
     * @param processor null for one that only succeeds
     * @param seed of the order among what is ready; null for a fixed order
     * @param patience with an implementor that answers on another thread, in real time
     * @param changes of the observer's other settings
     */
    public record Observed(
            String registry,
            List<RepoPath> prefixes,
            @Nullable Initializer initializer,
            @Nullable Processor processor,
            @Nullable Long seed,
            Duration patience,
            UnaryOperator<ObserverBuilder> changes) {

        /** Copies the list. */
        public Observed {
            prefixes = List.copyOf(prefixes);
        }
    }
}
