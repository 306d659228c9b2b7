package io.vedette.testkit.replay;

import io.vedette.domain.RepoPath;
import io.vedette.observer.Initializer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.Processor;
import io.vedette.testkit.internal.StageSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an observer that lives in virtual time, in a replay or in a fixture. Not for others to extend.
 *
 * @param <S> what is set up
 */
public abstract class ObserverSetup<S extends ObserverSetup<S>> {

    private List<RepoPath> prefixes = List.of(new RepoPath("/"));
    private @Nullable Initializer initializer;
    private @Nullable Processor processor;
    private @Nullable Long seed;
    private Duration patience = Duration.ofSeconds(10);
    private UnaryOperator<ObserverBuilder> changes = UnaryOperator.identity();

    /** The settings that hold by default. */
    protected ObserverSetup() {}

    /** What is observed; by default every repository. */
    public S prefixes(String... paths) {
        prefixes = Stream.of(paths).map(RepoPath::new).toList();
        return self();
    }

    /** Makes and finds shadows; by default one that only succeeds. */
    public S initializer(Initializer implementor) {
        initializer = implementor;
        return self();
    }

    /** Opens and closes repositories; by default one that only succeeds. */
    public S processor(Processor implementor) {
        processor = implementor;
        return self();
    }

    /** Both implementors; null for one that only succeeds. */
    S implementors(@Nullable Initializer makes, @Nullable Processor opens) {
        initializer = makes;
        processor = opens;
        return self();
    }

    /** Draws the order among activities that are ready at the same time; without a seed it is fixed. */
    public S seed(long number) {
        seed = number;
        return self();
    }

    /** How long, in real time, an implementor that answers on another thread is waited for; default 10 s. */
    public S patience(Duration each) {
        patience = each;
        return self();
    }

    /** Changes the observer's other settings, as its budgets. */
    public S observer(UnaryOperator<ObserverBuilder> other) {
        changes = other;
        return self();
    }

    /** What was set, for the observer of a registry. */
    protected final StageSettings.Observed observed(String registry) {
        return new StageSettings.Observed(registry, prefixes, initializer, processor, seed, patience, changes);
    }

    @SuppressWarnings("unchecked") // each subclass names itself
    private S self() {
        return (S) this;
    }
}
