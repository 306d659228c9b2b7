package io.vedette.workflows.internal;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks definitions, which may be anybody's code. */
public final class Guard {

    /** What a definition answers later; equal to that of the same function. */
    private record Later<Q, A>(Function<Q, A> asked) implements Function<Q, A> {
        @Override
        public A apply(Q question) {
            return ask(() -> Objects.requireNonNull(asked.apply(question), "a step leads to null"));
        }
    }

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

    /** A function of a definition, to be asked later in the same way; null is no answer. */
    public static <Q, A> Function<Q, A> later(Function<Q, A> asked) {
        return asked instanceof Later<Q, A> guarded ? guarded : new Later<>(Objects.requireNonNull(asked));
    }
}
