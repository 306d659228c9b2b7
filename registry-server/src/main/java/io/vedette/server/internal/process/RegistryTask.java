package io.vedette.server.internal.process;

import io.vedette.domain.AggregateId;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.engine.Activity;
import io.vedette.engine.Lane;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.server.internal.state.FoldedRegistry;
import io.vedette.server.internal.state.Restore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Follows the history of one registry and starts a task for each repository that has something to do and for each workflow
 * that does something with one. The first time
 * all that is open is looked through; from then on events name the repositories.
 */
final class RegistryTask extends Activity<AggregateId> {

    private static final Lane LANE = new Lane("registry");

    private final Office office;
    private final RegistryId registry;
    private final Consumer<Activity<AggregateId>> begin;
    private List<Activity<AggregateId>> found = new ArrayList<>();
    private long tail;
    private boolean lookThrough;

    RegistryTask(Office office, RegistryId registry, Consumer<Activity<AggregateId>> begin) {
        this.office = office;
        this.registry = registry;
        this.begin = begin;
    }

    @Override
    public AggregateId key() {
        return registry.aggregate();
    }

    @Override
    public String role() {
        return "follow";
    }

    @Override
    public Lane lane() {
        return LANE;
    }

    @Override
    public long tail() {
        return tail;
    }

    @Override
    public boolean fold(Object news) {
        for (Object one : (List<?>) news) {
            if (!digest((Recorded) one)) {
                return false;
            }
        }
        return true;
    }

    private boolean digest(Recorded recorded) {
        if (recorded.version() == tail + 1) {
            tail = recorded.version();
            note(recorded);
        }
        return recorded.version() <= tail;
    }

    private void note(Recorded recorded) {
        EventId cause = recorded.id();
        if (recorded.event() instanceof RegistryEvent.RepoAccepted accepted) {
            found.add(start(accepted.repo(), cause));
        } else if (recorded.event() instanceof RegistryEvent.RepoReinitAccepted reinit) {
            found.add(reinit(reinit.repo(), cause));
        } else if (recorded.event() instanceof RegistryEvent event && event.repo() != null) {
            note(event.repo());
        }
    }

    /** What is newest counts: an event may be behind the state. */
    private void note(RepoId repo) {
        FoldedRegistry folded = office.registries().of(registry);
        RegistryEntry entry = folded.state().entry(repo);
        if (entry != null && entry.workflow() != null) {
            found.add(new WorkflowTask(office, entry.workflow()));
        }
        Restore restore = folded.restores().get(repo);
        if (restore != null) {
            found.add(restore(repo, restore));
        }
    }

    @Override
    public Mono<Void> fetch() {
        if (tail > 0) {
            return office.eventsOf(registry, tail).doOnNext(this::digest).then();
        }
        return office.registries()
                .catchUp(registry)
                .doOnNext(folded -> {
                    tail = folded.state().version();
                    lookThrough = true;
                })
                .then();
    }

    @Override
    public Mono<Outcome> act(Run run) {
        List<Activity<AggregateId>> tasks = found;
        found = new ArrayList<>();
        if (lookThrough) {
            lookThrough = false;
            FoldedRegistry folded = office.registries().of(registry);
            folded.starts().forEach((repo, cause) -> tasks.add(start(repo, cause)));
            folded.reinits().forEach((repo, cause) -> tasks.add(reinit(repo, cause)));
            folded.restores().forEach((repo, restore) -> tasks.add(restore(repo, restore)));
            folded.state().underWay().keySet().forEach(workflow -> tasks.add(new WorkflowTask(office, workflow)));
        }
        tasks.forEach(begin);
        return Mono.just(Outcome.sleep());
    }

    private RepoTask start(RepoId repo, EventId cause) {
        return new StartRepoTask(office, registry, repo, cause);
    }

    private RepoTask reinit(RepoId repo, EventId cause) {
        return new ReinitRepoTask(office, registry, repo, cause);
    }

    private RepoTask restore(RepoId repo, Restore restore) {
        return new RestoreTierTask(office, registry, repo, restore.cause());
    }

    @Override
    public Description describe() {
        return new Description(office.registries().of(registry).state().name(), List.of(), 0, null);
    }
}
