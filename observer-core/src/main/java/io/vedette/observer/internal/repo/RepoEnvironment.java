package io.vedette.observer.internal.repo;

import io.vedette.client.RegistryClient;
import io.vedette.engine.Backoff;
import io.vedette.observer.Initializer;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.WorkflowEffect;
import io.vedette.observer.internal.EntityKey;
import io.vedette.observer.internal.Refusals;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Scheduler;

/**
 * What the repositories' activities of one observer share.
 *
 * @param client the registry
 * @param registry the registry's name
 * @param observer the observer's name
 * @param kinds the kinds of workflow that it knows
 * @param effects carries out those of kinds of the user's own
 * @param board what concerns repositories beyond their own histories
 * @param scope which repositories are ours
 * @param initializer makes and finds shadows
 * @param processors open and close repositories
 * @param views what was seen last
 * @param backoff of failed steps
 * @param random source of jitter
 * @param clock whose time effects are measured in
 * @param listener told of effects and rests
 * @param refusals told of what the registry refuses for the while
 * @param complaints what was said aloud of the implementor's methods
 * @param hastened repositories that an operator wants tried at once
 * @param unanswered those that back off because the registry did not answer, so that they go on as soon as it does
 */
public record RepoEnvironment(
        RegistryClient client,
        String registry,
        String observer,
        WorkflowKinds kinds,
        Map<String, WorkflowEffect> effects,
        WorkBoard board,
        Scope scope,
        Initializer initializer,
        ProcessorChain processors,
        ViewCache views,
        Backoff backoff,
        RandomGenerator random,
        Scheduler clock,
        ObserverListener listener,
        Refusals refusals,
        Complaints complaints,
        Set<EntityKey> hastened,
        Set<EntityKey> unanswered) {

    /** A set as {@code hastened} and {@code unanswered} need it. */
    public static Set<EntityKey> none() {
        return ConcurrentHashMap.newKeySet();
    }

    /** Whether this observer plays a part in a workflow. */
    public boolean plays(WorkflowView workflow) {
        return !Parts.roles(workflow, scope).isEmpty();
    }

    Attempts attempts() {
        return new Attempts(backoff, random);
    }
}
