package io.vedette.observer.internal;

import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.UnavailableError;
import io.vedette.observer.WeakError;
import io.vedette.observer.internal.repo.BrokenCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * Errors as people read them. Those whose messages were written for people speak for themselves; of all others the class
 * is half of what they say, as of a {@code NoSuchFileException}, whose message is a path. Of broken code, and of errors
 * without a message, the place says most: it is the first line of the stack that is neither Java's nor Reactor's.
 */
public final class ErrorText {

    private static final Set<Class<? extends Throwable>> FOR_PEOPLE = Set.of(
            StrongError.class,
            WeakError.class,
            UnavailableError.class,
            StoredError.class,
            RefusedException.class,
            UnreachableException.class,
            UnexpectedAnswer.class);

    private static final List<String> FOREIGN = List.of("java.", "javax.", "jdk.", "sun.", "reactor.");

    /** In chars. */
    private static final int LONGEST = 400;

    private ErrorText() {}

    /** The error in a line. */
    public static String of(Throwable error) {
        Throwable bare = Exceptions.unwrap(error);
        if (bare instanceof BrokenCode broken && broken.getCause() != null) {
            return of(broken.getCause());
        }
        String message = messageOf(bare);
        if (message == null || message.isBlank()) {
            return bare.getClass().getName() + place(bare);
        }
        if (FOR_PEOPLE.contains(bare.getClass())) {
            return cut(message);
        }
        String text = bare.getClass().getSimpleName() + ": " + cut(message);
        return bare instanceof Error ? text + place(bare) : text;
    }

    /** What an error says; null if it says nothing or cannot even do that. */
    public static @Nullable String messageOf(Throwable error) {
        try {
            return error.getMessage();
        } catch (Throwable mute) {
            return null;
        }
    }

    private static String cut(String message) {
        if (message.length() <= LONGEST) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return message.substring(0, end) + "…";
    }

    private static String place(Throwable error) {
        for (StackTraceElement frame : error.getStackTrace()) {
            if (FOREIGN.stream().noneMatch(frame.getClassName()::startsWith)) {
                return " in " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")";
            }
        }
        return "";
    }
}
