package io.vedette.observer.internal;

import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.Lane;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.observer.internal.repo.RepoEnvironment;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows the history of one workflow. Of one that is about a repository it tells that repository's activity, which plays the
 * part; the part in one that is about a registry as a whole it plays itself. Ends when the workflow has ended, or if there is
 * no part for this observer.
 */
public final class WorkflowActivity extends EntityActivity {

    /** The only role. */
    public static final String ROLE = "FOLLOW";

    private static final Lane LANE = new Lane("workflow");

    private final RepoEnvironment environment;
    private final EntityKey key;
    private final Consumer<RepoId> tell;
    private WorkflowView view;
    private @Nullable WorkflowPart part;

    /**
     * The activity of a workflow.
     *
     * @param tell has the activity of a repository look at its workflows, and starts it if it is not there
     */
    public WorkflowActivity(RepoEnvironment environment, EntityKey key, Consumer<RepoId> tell) {
        this.environment = environment;
        this.key = key;
        this.tell = tell;
        this.view = WorkflowView.empty(id(key), environment.kinds());
    }

    private static WorkflowId id(EntityKey key) {
        return new WorkflowId(key.aggregate().uuid());
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
        return view.version();
    }

    @Override
    public boolean fold(Object news) {
        if (!(news instanceof News riding)) {
            return false;
        }
        WorkflowView after = view;
        for (Recorded recorded : riding.events()) {
            if (recorded.version() > after.version() && !continues(after, recorded)) {
                return false;
            }
            after = after.evolve(recorded);
        }
        view = after;
        return true;
    }

    private static boolean continues(WorkflowView view, Recorded next) {
        return next.version() == view.version() + 1 && Objects.equals(next.parent(), view.tail());
    }

    @Override
    public Mono<Void> fetch() {
        return Mono.defer(() -> {
            Flux<Recorded> events = environment
                    .client()
                    .read(key.aggregate(), view.version())
                    .doOnNext(this::take)
                    .onErrorResume(Reads::isMissing, missing -> Flux.empty());
            return new Reads(environment.listener(), environment.clock(), environment.refusals())
                    .told(key.aggregate(), events)
                    .doOnError(Outage::is, error -> environment.unanswered().add(key));
        });
    }

    private void take(Recorded recorded) {
        if (recorded.version() == view.version() + 1 && !continues(view, recorded)) {
            long seen = view.version();
            view = WorkflowView.empty(view.id(), environment.kinds());
            throw new UnexpectedAnswer("the registry's history of " + key + " is another one than that which was seen"
                    + " up to version " + seen + "; it is read from its beginning");
        }
        view = view.evolve(recorded);
    }

    @Override
    public Mono<Outcome> act(Run run) {
        acts();
        environment.unanswered().remove(key);
        Subject subject = view.subject();
        if (view.version() == 0) {
            return Mono.just(Outcome.sleep());
        }
        if (view.malformed() != null) {
            dropBroken();
            return Mono.just(new Outcome.Park("the history of workflow " + view.id() + " (" + view.kind()
                    + ") is broken: " + view.malformed() + "; nothing is done for it until its history is mended"));
        }
        if (subject == null || !subject.registry().equals(RegistryId.ofName(environment.registry()))) {
            return Mono.just(Outcome.end());
        }
        RepoId repo = subject.repo();
        if (repo != null) {
            return Mono.just(hand(repo));
        }
        if (!view.isOpen()) {
            return Mono.just(Outcome.end());
        }
        WorkflowPart playing = part;
        if (playing == null) {
            playing = new WorkflowPart(environment, key);
            part = playing;
        }
        if (environment.hastened().remove(key)) {
            playing.forgive();
        }
        return playing.go(view, run);
    }

    /** What it came to before it broke is nothing to go on. */
    private void dropBroken() {
        Subject subject = view.subject();
        RepoId repo = subject == null ? null : subject.repo();
        if (repo != null) {
            environment.board().remove(repo, view.id());
        }
    }

    private Outcome hand(RepoId repo) {
        if (!environment.plays(view)) {
            environment.board().remove(repo, view.id());
            return Outcome.end();
        }
        environment.board().put(repo, view);
        tell.accept(repo);
        return view.isOpen() ? Outcome.sleep() : Outcome.end();
    }

    @Override
    public boolean mendedByNews() {
        return true;
    }

    @Override
    public void ended() {
        environment.unanswered().remove(key);
        environment.hastened().remove(key);
    }

    @Override
    public Map<String, String> logEntries() {
        return LogEntries.of(environment.registry(), key);
    }

    @Override
    public Description describe() {
        return new Description(
                view.kind() == null ? null : view.kind() + " " + view.phase(), List.of(), view.unknownEvents(), null);
    }
}
