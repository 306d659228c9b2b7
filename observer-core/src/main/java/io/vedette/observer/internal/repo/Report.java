package io.vedette.observer.internal.repo;

import io.vedette.domain.Command;
import org.jspecify.annotations.Nullable;

/**
 * How a step ended, before the registry knows. Kept until the registry has answered, so that a registry that is away
 * never makes an effect run twice.
 *
 * @param open the step
 * @param command tells the registry; null when it need not know
 * @param error why the step failed; null when it succeeded
 */
record Report(
        OpenStep open, @Nullable Command command, @Nullable Throwable error) {

    static Report done(OpenStep open, @Nullable Command command) {
        return new Report(open, command, null);
    }

    boolean failed() {
        return error != null;
    }
}
