package io.vedette.observer.internal;

import io.vedette.client.RegistryClient;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.Lane;
import io.vedette.engine.LogContext;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.observer.internal.repo.Scope;
import io.vedette.observer.internal.repo.WorkBoard;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows the history of the registry and starts the activities of the repositories that live at or below a prefix.
 * Whether one is really ours, and when it ceases to be, its own history says.
 *
 * <p>A read that breaks off goes on from where it came to. Starting a repository that was started already does nothing,
 * so nothing is doubled.
 */
public final class RegistryActivity extends EntityActivity {

    /** The only role. */
    public static final String ROLE = "";

    private static final Lane LANE = new Lane("registry");
    private static final Logger log = LoggerFactory.getLogger(RegistryActivity.class);

    private final RegistryClient client;
    private final EntityKey key;
    private final String name;
    private final Scope scope;
    private final Consumer<RepoId> start;
    private final Consumer<RepoId> look;
    private final Consumer<WorkflowId> follow;
    private final WorkBoard board;
    private final Set<EntityKey> unanswered;
    private final Reads reads;
    private final Conditions conditions;
    private final Roots roots;
    private Set<RepoId> found = new LinkedHashSet<>();
    private long tail;
    private @Nullable EventId last;
    private long unknownEvents;
    private @Nullable String broken;
    private boolean missed;
    private Set<RepoId> changed = new LinkedHashSet<>();
    private List<WorkflowId> open = List.of();
    private boolean asked;

    /**
     * The activity of a registry.
     *
     * @param start starts the activity of a repository, unless it is there
     * @param look has the activity of a repository look at what the board says
     * @param follow starts the activity of a workflow, unless it is there
     * @param board takes moves that so far only the registry knows
     * @param unanswered takes the registry's key when a read is not answered
     * @param reads tells of reads
     * @param conditions takes what is wrong with the prefixes
     */
    public RegistryActivity(
            RegistryClient client,
            EntityKey key,
            String name,
            Scope scope,
            Consumer<RepoId> start,
            Consumer<RepoId> look,
            Consumer<WorkflowId> follow,
            WorkBoard board,
            Set<EntityKey> unanswered,
            Reads reads,
            Conditions conditions) {
        this.client = client;
        this.key = key;
        this.name = name;
        this.scope = scope;
        this.start = start;
        this.look = look;
        this.follow = follow;
        this.board = board;
        this.unanswered = unanswered;
        this.reads = reads;
        this.conditions = conditions;
        this.roots = new Roots(name, scope);
    }

    @Override
    public EntityKey key() {
        return key;
    }

    @Override
    public String role() {
        return ROLE;
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
        if (!(news instanceof News riding)) {
            return false;
        }
        for (Recorded recorded : riding.events()) {
            if (recorded.version() > tail && !continues(recorded)) {
                return false;
            }
            take(recorded);
        }
        return true;
    }

    private boolean continues(Recorded recorded) {
        return recorded.version() == tail + 1 && Objects.equals(recorded.parent(), last);
    }

    @Override
    public Mono<Void> fetch() {
        return Mono.defer(() -> {
            Flux<Recorded> events = client.read(key.aggregate(), tail)
                    .doOnNext(this::take)
                    .onErrorResume(Reads::isMissing, missing -> Flux.empty());
            return reads.told(key.aggregate(), events)
                    .then(workflows())
                    .doOnError(Outage::is, error -> unanswered.add(key));
        });
    }

    /** Signals tell of workflows that begin from now on; those that are open are asked for once. */
    private Mono<Void> workflows() {
        return Mono.defer(() -> asked
                ? Mono.<Void>empty()
                : client.workflows(name, false)
                        .filter(each -> each.getVersion() > 0)
                        .map(each -> WireIds.workflow(each.getId()))
                        .onErrorResume(Reads::isMissing, missing -> Flux.empty())
                        .collectList()
                        .doOnNext(all -> {
                            open = all;
                            asked = true;
                        })
                        .then());
    }

    private void take(Recorded recorded) {
        if (recorded.version() <= tail) {
            return;
        }
        if (!continues(recorded)) {
            long seen = tail;
            if (recorded.version() == seen + 1) {
                // Another parent is another history; a gap is a read that lacks something.
                tail = 0;
                last = null;
                roots.clear();
                unknownEvents = 0;
            }
            throw new UnexpectedAnswer("the history of registry " + name + " does not go on from version " + seen
                    + " with version " + recorded.version() + "; it is read again");
        }
        tail = recorded.version();
        last = recorded.id();
        Event event = recorded.event();
        if (event instanceof RegistryEvent known) {
            roots.take(known);
        }
        if (event instanceof RegistryEvent.RepoAdded added) {
            note(added.repo(), scope.covers(added.path()));
        } else if (event instanceof RegistryEvent.RepoMoved moved) {
            note(moved.repo(), scope.covers(moved.path()));
            over(moved.repo(), moved.workflow());
        } else if (event instanceof RegistryEvent.RepoMoveAccepted accepted) {
            if (scope.covers(accepted.newPath())) {
                board.expect(accepted.repo(), accepted.workflow());
                found.add(accepted.repo());
            }
        } else if (event instanceof RegistryEvent.RepoMoveRejected rejected) {
            over(rejected.repo(), rejected.workflow());
        } else if (event instanceof RegistryEvent.RepoMoveAborted aborted) {
            over(aborted.repo(), aborted.workflow());
        } else if (!(event instanceof RegistryEvent)) {
            unknownEvents++;
            if (event instanceof Event.Malformed bad) {
                broken = bad.name() + " at version " + recorded.version() + ": " + bad.reason();
            }
        }
    }

    private void over(RepoId repo, WorkflowId move) {
        if (board.expectNoMore(repo, move)) {
            changed.add(repo);
        }
    }

    /** One that has moved away before its activity began needs none. */
    private void note(RepoId repo, boolean covered) {
        if (covered) {
            found.add(repo);
        } else {
            found.remove(repo);
        }
    }

    @Override
    public Mono<Outcome> act(Run run) {
        acts();
        return Mono.fromSupplier(() -> {
            unanswered.remove(key);
            try (LogContext about = LogContext.open(LogEntries.of(name, key, run.first(), 1))) {
                tellWhetherItExists();
            }
            conditions.prefixes(tail == 0 ? List.of() : roots.findings());
            Set<RepoId> starting = found;
            found = new LinkedHashSet<>();
            starting.forEach(start);
            Set<RepoId> looking = changed;
            changed = new LinkedHashSet<>();
            looking.forEach(look);
            open.forEach(follow);
            open = List.of();
            String reason = broken;
            broken = null;
            return reason == null
                    ? Outcome.sleep()
                    : new Outcome.Park("the history of registry " + name + " is broken: " + reason
                            + "; new repositories are not followed; retry to go on behind the broken event");
        });
    }

    @Override
    public Map<String, String> logEntries() {
        return LogEntries.of(name, key);
    }

    @Override
    public Description describe() {
        return new Description(name, List.of(), unknownEvents, missed ? missing() : null);
    }

    /** Nothing is wrong with one that comes later, but who mistyped its name would wait for ever. */
    private void tellWhetherItExists() {
        boolean exists = tail > 0;
        if (exists && missed) {
            log.info("registry {} exists now and is followed", name);
        } else if (!exists && missed) {
            log.debug("{}", missing());
        } else if (!exists) {
            log.warn("{}", missing());
        }
        missed = !exists;
    }

    private String missing() {
        return "registry " + name + " does not exist yet; it is followed as soon as it does";
    }
}
