package io.vedette.observer.standin;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.Explanation;
import io.vedette.observer.Cause;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.RepoStatus;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ControlAnswer;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.testkit.standin.StandInRegistry;
import io.vedette.testkit.standin.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An observer between a stand-in registry and a recording file server, all in virtual time on the test's thread. */
public final class World {

    public final VirtualTime time;
    public final StandInRegistry registry;
    public final FileServer files;
    public final Map<RepoId, RepoStatus> rested = new LinkedHashMap<>();
    public final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<String> log = new ArrayList<>();
    private @Nullable Observer observer;
    private boolean ended;

    /** A world in which whatever is ready comes in a fixed order. */
    public World() {
        this(new VirtualTime());
    }

    /** A world in this time. */
    public World(VirtualTime time) {
        this.time = time;
        registry = new StandInRegistry(time);
        files = new FileServer(time);
    }

    /** Starts the observer of {@code /ex/a}; what was appended before is there at its start. */
    public World start() {
        return start(builder -> builder);
    }

    /** Starts the observer with other settings. */
    public World start(UnaryOperator<ObserverBuilder> settings) {
        observer = settings.apply(Observer.builder(registry)
                        .registry(Tale.REGISTRY)
                        .prefixes("/ex/a")
                        .initializer(files)
                        .processor(files)
                        .scheduler(time)
                        .effectScheduler(time)
                        .random(new SplittableRandom(42))
                        .listener(new Log()))
                .build();
        observer.watch().subscribe(nothing -> {}, failure::set, () -> ended = true);
        return settle();
    }

    /** A new observer process after the first one died. */
    public World restart() {
        observer().close(Duration.ZERO).subscribe();
        settle();
        return start();
    }

    public Observer observer() {
        if (observer == null) {
            throw new IllegalStateException("the observer was not started");
        }
        return observer;
    }

    public boolean ended() {
        return ended;
    }

    /** Runs all that can run at present. */
    public World settle() {
        time.settle();
        return this;
    }

    public World advance(Duration by) {
        time.advance(by);
        return this;
    }

    public World registryEvent(Event event) {
        registry.append(Tale.REGISTRY_ID.aggregate(), event);
        return settle();
    }

    /** Appends to a repository's history, one by one, each with all that follows from it. */
    public World tell(RepoId repo, Event... events) {
        for (Event event : events) {
            registry.append(repo.aggregate(), event);
            settle();
        }
        return this;
    }

    /** Appends to a workflow's history, one by one, each with all that follows from it. */
    public World tell(WorkflowId workflow, Event... events) {
        for (Event event : events) {
            registry.append(workflow.aggregate(), event);
            settle();
        }
        return this;
    }

    /** Appends to a repository's history without a pause between, so that nothing runs before the last. */
    public World tellAtOnce(RepoId repo, Event... events) {
        return atOnce(() -> {
            for (Event event : events) {
                registry.append(repo.aggregate(), event);
            }
        });
    }

    /** Does something as one task of virtual time: what follows from it runs afterwards. */
    public World atOnce(Runnable task) {
        time.schedule(task);
        return settle();
    }

    /** The registry and a root, and these repositories added to it below {@code /ex/a}. */
    public World given(RepoId... repos) {
        registryEvent(Tale.registryAdded());
        registryEvent(Tale.rootAdded("/ex"));
        for (RepoId repo : repos) {
            registryEvent(Tale.repoAdded(repo, pathOf(repo)));
        }
        return this;
    }

    public static String pathOf(RepoId repo) {
        return "/ex/a/r" + repo.uuid().getLeastSignificantBits();
    }

    /** The calls and commands for a repository since the last question, in their order. */
    public List<String> calls(RepoId repo) {
        List<String> mine = new ArrayList<>();
        log.removeIf(line -> {
            boolean match = line.endsWith(" " + repo);
            if (match) {
                mine.add(line.substring(0, line.length() - repo.toString().length() - 1));
            }
            return match;
        });
        return mine;
    }

    /** All calls and commands since the last question. */
    public int callCount() {
        return log.size();
    }

    /** Commands of one type, in their order. */
    public <C extends Command> List<C> commands(Class<C> type) {
        return registry.posted().stream()
                .map(StandInRegistry.Posted::command)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public String storedError(RepoId repo) {
        return commands(RepoCommand.SetRepoError.class).stream()
                .filter(command -> command.repo().equals(repo))
                .reduce((first, second) -> second)
                .orElseThrow()
                .message();
    }

    public Explanation<AggregateId> explain(RepoId repo) {
        AtomicReference<@Nullable Explanation<AggregateId>> answer = new AtomicReference<>();
        observer().explain(repo).subscribe(answer::set);
        settle();
        Explanation<AggregateId> row = answer.get();
        if (row == null) {
            throw new IllegalStateException("no activity for " + repo);
        }
        return row;
    }

    /** What one activity is doing; null if it is not there. */
    public @Nullable Explanation<AggregateId> row(AggregateId entity) {
        AtomicReference<@Nullable Explanation<AggregateId>> answer = new AtomicReference<>();
        observer().explain(entity).subscribe(answer::set);
        settle();
        return answer.get();
    }

    /** What all activities are doing. */
    public List<Explanation<AggregateId>> rows() {
        List<Explanation<AggregateId>> rows = new ArrayList<>();
        observer().explain().subscribe(rows::add);
        settle();
        return rows;
    }

    public boolean follows(RepoId repo) {
        AtomicReference<@Nullable Explanation<AggregateId>> answer = new AtomicReference<>();
        observer().explain(repo).subscribe(answer::set);
        settle();
        return answer.get() != null;
    }

    private final class Log implements ObserverListener {
        @Override
        public void effectStarted(Cause cause, String effect) {
            log.add(effect + " " + cause.repository().repo());
        }

        @Override
        public void rested(RepoStatus status) {
            rested.put(status.repo(), status);
        }
    }

    /** Pulls a lever over the link; what the observer answers. */
    public ControlAnswer pull(Control.Lever lever, AggregateId aggregate) {
        registry.ask(RegistryFrame.newBuilder()
                .setControl(Control.newBuilder().setQuestion(8).setLever(lever).setAggregate(WireIds.ref(aggregate)))
                .build());
        settle();
        return registry.linked().stream()
                .filter(ObserverFrame::hasControl)
                .map(ObserverFrame::getControl)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
