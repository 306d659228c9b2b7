package io.vedette.observer.internal;

import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Refusal;
import reactor.core.Exceptions;

/** Tells errors of a registry that did not answer, or could not then, from its answers and from all else. */
public final class Outage {

    private Outage() {}

    /** Whether the error passes as soon as the registry answers again. */
    public static boolean is(Throwable error) {
        Throwable bare = Exceptions.unwrap(error);
        return bare instanceof UnreachableException
                || (bare instanceof RefusedException no && no.refusal().code() == Refusal.Code.UNAVAILABLE);
    }
}
