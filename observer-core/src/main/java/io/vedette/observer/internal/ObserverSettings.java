package io.vedette.observer.internal;

import io.vedette.client.RegistryClient;
import io.vedette.domain.Host;
import io.vedette.domain.RepoPath;
import io.vedette.engine.Backoff;
import io.vedette.observer.Initializer;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.Processor;
import io.vedette.observer.WorkflowEffect;
import io.vedette.workflows.WorkflowKinds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * What an observer was built with.
 *
 * @param client the registry
 * @param name what operators call the observer
 * @param registry the registry's name
 * @param prefixes what is observed
 * @param host on this file server only; null for any
 * @param initializer makes and finds shadows
 * @param processor opens and closes repositories
 * @param viewCache how many repositories are remembered
 * @param fetchBudget reads at a time
 * @param effectBudget calls at a time
 * @param awakeLimit from so many that are being worked on no further one is loaded
 * @param backoff of steps and reads
 * @param sweep how often heads are compared without a break
 * @param scheduler loop, timers and clock; null for the observer's own
 * @param effectScheduler where implementors are called; null for the default
 * @param random seeds all jitter
 * @param kinds the kinds of workflow that it knows
 * @param effects carries out those of kinds of the user's own
 * @param listener told of what happens
 */
public record ObserverSettings(
        RegistryClient client,
        String name,
        String registry,
        List<RepoPath> prefixes,
        @Nullable Host host,
        Initializer initializer,
        Processor processor,
        int viewCache,
        int fetchBudget,
        int effectBudget,
        int awakeLimit,
        Backoff backoff,
        Duration sweep,
        @Nullable Scheduler scheduler,
        @Nullable Scheduler effectScheduler,
        RandomGenerator random,
        WorkflowKinds kinds,
        Map<String, WorkflowEffect> effects,
        ObserverListener listener) {

    /** Copies the list. */
    public ObserverSettings {
        prefixes = List.copyOf(prefixes);
        effects = Map.copyOf(effects);
    }
}
