package io.vedette.observer.internal.repo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * What was said aloud of an implementor. A method that misbehaves, or a file server that cannot serve, does so for each
 * repository, and one warning tells of it. An observer has one of these; its calls carry it in their Reactor context.
 * Any thread.
 */
public final class Complaints {

    /** There are a few methods, and as many again for each plug-in. */
    private static final int MOST = 256;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** The call with these in its context. */
    <T> Mono<T> carriedBy(Mono<T> call) {
        return call.contextWrite(context -> context.put(Complaints.class, this));
    }

    /** Those that a call carries; new ones if it was not made by an observer. */
    static Complaints in(ContextView context) {
        return context.<Complaints>getOrEmpty(Complaints.class).orElseGet(Complaints::new);
    }

    /** Whether this is to be said aloud: it is the first time. */
    boolean first(String complaint) {
        return said.size() < MOST && said.add(complaint);
    }
}
