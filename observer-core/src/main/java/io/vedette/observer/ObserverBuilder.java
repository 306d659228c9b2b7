package io.vedette.observer;

import io.vedette.client.RegistryClient;
import io.vedette.domain.Host;
import io.vedette.domain.RepoPath;
import io.vedette.engine.Backoff;
import io.vedette.observer.internal.Listeners;
import io.vedette.observer.internal.ObserverSettings;
import io.vedette.workflows.WorkflowKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** Settings of an {@link Observer}. Registry, prefixes, initializer and processor must be given. Not thread-safe. */
public final class ObserverBuilder {

    private final RegistryClient client;
    private @Nullable String registry;
    private List<RepoPath> prefixes = List.of();
    private @Nullable Host host;
    private @Nullable Initializer initializer;
    private @Nullable Processor processor;
    private String name = "observer";
    private int viewCache = 10_000;
    private int fetchBudget = 20;
    private int effectBudget = 16;
    private int awakeLimit = 10_000;
    private Backoff backoff = Backoff.standard();
    private Duration sweep = Duration.ofMinutes(5);
    private @Nullable Scheduler scheduler;
    private @Nullable Scheduler effectScheduler;
    private RandomGenerator random = new SplittableRandom();
    private WorkflowKinds kinds = WorkflowKinds.builtIn();
    private final Map<String, WorkflowEffect> effects = new HashMap<>();
    private final List<ObserverListener> listeners = new ArrayList<>();

    ObserverBuilder(RegistryClient client) {
        this.client = client;
    }

    /** The registry's name. */
    public ObserverBuilder registry(String name) {
        registry = name;
        return this;
    }

    /**
     * Repositories at or below one of these paths are observed.
     *
     * @throws IllegalArgumentException if one is not an absolute, normalised path
     */
    public ObserverBuilder prefixes(String... paths) {
        prefixes = Stream.of(paths).map(RepoPath::new).toList();
        return this;
    }

    /** Only repositories that live on this file server; default all at or below the prefixes. */
    public ObserverBuilder host(String name) {
        host = new Host(name);
        return this;
    }

    /** Makes and finds shadows. */
    public ObserverBuilder initializer(Initializer implementor) {
        initializer = implementor;
        return this;
    }

    /** Opens and closes repositories. */
    public ObserverBuilder processor(Processor implementor) {
        processor = implementor;
        return this;
    }

    /** What operators call this observer; default {@code observer}. */
    public ObserverBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * How many repositories are remembered so that their next event needs no read; default 10,000.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public ObserverBuilder viewCache(int repositories) {
        if (repositories < 0) {
            throw new IllegalArgumentException("the view cache holds 0 or more repositories, got " + repositories);
        }
        viewCache = repositories;
        return this;
    }

    /**
     * How many histories are read at a time; default 20.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ObserverBuilder fetchBudget(int reads) {
        fetchBudget = positive(reads);
        return this;
    }

    /**
     * How many calls to implementors run at a time, and how many commands beside them; default 16.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ObserverBuilder effectBudget(int calls) {
        effectBudget = positive(calls);
        return this;
    }

    /**
     * While so many repositories are being worked on or wait for a call, no further one is loaded; those that are loaded
     * go on with their news. Bounds the memory of a start with many repositories; default 10,000.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ObserverBuilder awakeLimit(int repositories) {
        awakeLimit = positive(repositories);
        return this;
    }

    /** Back-off of failed steps and reads; default 200 ms to 60 s. */
    public ObserverBuilder backoff(Backoff steps) {
        backoff = steps;
        return this;
    }

    /**
     * How often heads are compared while signals come; default 5 minutes. It mends a signal that was lost without a
     * break, and costs one row for each repository that changed since the last time.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ObserverBuilder sweep(Duration every) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("heads are compared every so often, not every " + every);
        }
        sweep = every;
        return this;
    }

    /** The engine's loop, all timers and the clock; default threads of the observer's own. It is not disposed of. */
    public ObserverBuilder scheduler(Scheduler loop) {
        scheduler = loop;
        return this;
    }

    /**
     * Where implementors are called; default threads of the observer's own, at most 256, of which each call that is being
     * begun has one to itself while the effect budget is at most 128. It is not disposed of.
     */
    public ObserverBuilder effectScheduler(Scheduler effects) {
        effectScheduler = effects;
        return this;
    }

    /** Seeds all jitter. */
    public ObserverBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /** The kinds of workflow that it knows; default the built-in ones. */
    public ObserverBuilder workflows(WorkflowKinds known) {
        kinds = known;
        return this;
    }

    /** Carries out an effect of a workflow kind of the user's own, by its name. */
    public ObserverBuilder effect(String name, WorkflowEffect effect) {
        effects.put(name, effect);
        return this;
    }

    /** Told of what happens; default nobody. May be given repeatedly: each is told, in this order. */
    public ObserverBuilder listener(ObserverListener told) {
        listeners.add(Objects.requireNonNull(told));
        return this;
    }

    /**
     * An observer that has not begun.
     *
     * @throws IllegalStateException if something is missing; the message says what
     */
    public Observer build() {
        ObserverSettings settings = settings();
        Observer observer = new Observer(settings);
        settings.listener().attached(observer);
        return observer;
    }

    private ObserverSettings settings() {
        if (prefixes.isEmpty()) {
            throw new IllegalStateException("an observer needs at least one prefix");
        }
        return new ObserverSettings(
                client,
                name,
                given(registry, "registry"),
                prefixes,
                host,
                given(initializer, "initializer"),
                given(processor, "processor"),
                viewCache,
                fetchBudget,
                effectBudget,
                awakeLimit,
                backoff,
                sweep,
                scheduler,
                effectScheduler,
                random,
                kinds,
                effects,
                Listeners.of(listeners));
    }

    private static int positive(int budget) {
        if (budget < 1) {
            throw new IllegalArgumentException("a budget or limit is at least 1, got " + budget);
        }
        return budget;
    }

    private static <T> T given(@Nullable T part, String what) {
        if (part == null) {
            throw new IllegalStateException("an observer needs a " + what);
        }
        return part;
    }
}
