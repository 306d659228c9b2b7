package io.vedette.observer.internal.repo;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.vedette.client.RefusedException;
import io.vedette.domain.Refusal;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.UnavailableError;
import io.vedette.observer.WeakError;
import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.internal.UnexpectedAnswer;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import reactor.core.Exceptions;

/** What the failure of an effect means. Whatever nobody classified is {@link #WEAK}. */
public enum Fault {
    /** The registry knows of it: nothing is to be done. */
    STORED,
    /** A person must look: it is stored at once. */
    STRONG,
    /** It may pass: it is tried again, and stored after some tries. */
    WEAK,
    /** Nobody's fault: it is tried again and does not count. */
    CANCELLED,
    /** The file server's fault, not the repository's: it is tried again and does not count. */
    UNAVAILABLE,
    /** The implementor's code is broken: the repository stands still until an operator acts. */
    BROKEN;

    /** Causes may go round in a circle. */
    private static final int DEEPEST = 32;

    /** How an error that is not wrapped is judged. */
    public static Fault of(Throwable error) {
        if (error instanceof StoredError) {
            return STORED;
        }
        if (error instanceof StrongError) {
            return STRONG;
        }
        if (error instanceof UnavailableError) {
            return UNAVAILABLE;
        }
        if (error instanceof BrokenCode || error instanceof Error) {
            return BROKEN;
        }
        return isCancellation(error) ? CANCELLED : WEAK;
    }

    /** The same failure in the words of whoever it came from, where it would not say so itself. */
    static Throwable of(String whose, Throwable error) {
        Throwable bare = unwrap(error);
        if (bare instanceof UnexpectedAnswer) {
            return bare;
        }
        return switch (of(bare)) {
            case STRONG -> new StrongError(whose + ": " + ErrorText.of(bare), bare);
            case WEAK -> new WeakError(whose + ": " + ErrorText.of(bare), bare);
            case UNAVAILABLE -> new UnavailableError(whose + ": " + ErrorText.of(bare), bare);
            case STORED, CANCELLED, BROKEN -> bare;
        };
    }

    /** Whether it is the registry's last word: told again as it is, it would be refused again. */
    public static boolean isRefusal(Throwable error) {
        return error instanceof RefusedException no
                && no.refusal().code() != Refusal.Code.UNAVAILABLE
                && no.refusal().code() != Refusal.Code.VERSION_CONFLICT;
    }

    private static boolean isCancellation(Throwable error) {
        if (error instanceof StatusRuntimeException status) {
            return status.getStatus().getCode() == Status.Code.CANCELLED;
        }
        if (error instanceof StatusException status) {
            return status.getStatus().getCode() == Status.Code.CANCELLED;
        }
        return error instanceof CancellationException || error instanceof InterruptedException;
    }

    /** The error without the wrappings that futures and Reactor put around it. */
    public static Throwable unwrap(Throwable error) {
        Throwable bare = Exceptions.unwrap(error);
        for (int depth = 0; depth < DEEPEST && isWrapping(bare); depth++) {
            bare = Objects.requireNonNullElse(bare.getCause(), bare);
        }
        return bare;
    }

    private static boolean isWrapping(Throwable error) {
        return error instanceof CompletionException || error instanceof ExecutionException;
    }
}
