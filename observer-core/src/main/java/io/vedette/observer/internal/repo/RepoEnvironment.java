package io.vedette.observer.internal.repo;

import io.vedette.client.RegistryClient;
import io.vedette.engine.Backoff;
import io.vedette.observer.Initializer;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.Processor;
import io.vedette.observer.internal.EntityKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * What the repositories' activities of one observer share.
 *
 * @param client the registry
 * @param scope which repositories are ours
 * @param initializer makes and finds shadows
 * @param processor opens and closes repositories
 * @param views what was seen last
 * @param backoff of failed steps
 * @param random source of jitter
 * @param clock whose time effects are measured in
 * @param listener told of effects and rests
 * @param hastened repositories that an operator wants tried at once
 * @param unanswered those that back off because the registry did not answer, so that they go on as soon as it does
 */
public record RepoEnvironment(
        RegistryClient client,
        Scope scope,
        Initializer initializer,
        Processor processor,
        ViewCache views,
        Backoff backoff,
        RandomGenerator random,
        Scheduler clock,
        ObserverListener listener,
        Set<EntityKey> hastened,
        Set<EntityKey> unanswered) {

    private static final Logger log = LoggerFactory.getLogger(RepoEnvironment.class);

    /** A set as {@code hastened} and {@code unanswered} need it. */
    public static Set<EntityKey> none() {
        return ConcurrentHashMap.newKeySet();
    }

    /** Tells the listener; what it throws is logged and changes nothing. */
    void tell(Consumer<ObserverListener> news) {
        try {
            news.accept(listener);
        } catch (Throwable thrown) {
            log.warn("the observer's listener threw, which listeners must not", thrown);
        }
    }

    Attempts attempts() {
        return new Attempts(backoff, random);
    }
}
