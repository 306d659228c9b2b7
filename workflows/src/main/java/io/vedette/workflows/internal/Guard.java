package io.vedette.workflows.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks definitions, which may be anybody's code. */
public final class Guard {

    private Guard() {}

    /**
     * What the definition answers. What is wrong with the code itself, as a class that is missing, is thrown as an exception
     * like any other of its own: who asks many definitions must not end with one of them.
     */
    public static <T extends @Nullable Object> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (LinkageError | StackOverflowError | AssertionError broken) {
            throw new IllegalStateException(broken.toString(), broken);
        }
    }
}
