package io.vedette.observer.internal;

import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import io.vedette.observer.internal.repo.BrokenCode;
import java.util.Set;
import reactor.core.Exceptions;

/**
 * Errors as people read them. Those whose messages were written for people speak for themselves; of all others the class
 * is half of what they say, as of a {@code NoSuchFileException}, whose message is a path.
 */
public final class ErrorText {

    private static final Set<Class<? extends Throwable>> FOR_PEOPLE = Set.of(
            StrongError.class,
            WeakError.class,
            StoredError.class,
            RefusedException.class,
            UnreachableException.class,
            UnexpectedAnswer.class);

    private ErrorText() {}

    /** The error in a line. */
    public static String of(Throwable error) {
        Throwable bare = Exceptions.unwrap(error);
        if (bare instanceof BrokenCode broken && broken.getCause() != null) {
            return of(broken.getCause());
        }
        String message = bare.getMessage();
        if (message == null || message.isBlank()) {
            return bare.getClass().getName();
        }
        return FOR_PEOPLE.contains(bare.getClass()) ? message : bare.getClass().getSimpleName() + ": " + message;
    }
}
