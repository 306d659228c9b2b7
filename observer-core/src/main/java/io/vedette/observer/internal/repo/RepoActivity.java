package io.vedette.observer.internal.repo;

import io.vedette.domain.Location;
import io.vedette.domain.Recorded;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.Lane;
import io.vedette.engine.LogContext;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.observer.RepoStatus;
import io.vedette.observer.internal.EntityActivity;
import io.vedette.observer.internal.EntityKey;
import io.vedette.observer.internal.LogEntries;
import io.vedette.observer.internal.News;
import io.vedette.observer.internal.Outage;
import io.vedette.observer.internal.Reads;
import io.vedette.observer.internal.UnexpectedAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes a file server follow one repository that is ours.
 *
 * <p>Asleep it keeps its key, its tail, and its ledger in a byte: nothing was open when it fell asleep, so what was done
 * then was done for all that the tail has seen. What it had seen is in the shared {@link ViewCache} if it was among the
 * last; otherwise the next news cost one read of its history.
 */
public final class RepoActivity extends EntityActivity {

    /** The role. What a move makes of it, {@link #part} says. */
    public static final String ROLE = "OWN";

    private static final Lane LANE = new Lane("repo");
    private static final Logger log = LoggerFactory.getLogger(RepoActivity.class);

    private final RepoEnvironment environment;
    private final EntityKey key;
    private long tail;
    private int unknownEvents;
    private byte ledger;
    private boolean takenOver;
    private boolean errored;
    private @Nullable Awake awake;

    /** The activity of a repository. */
    public RepoActivity(RepoEnvironment environment, EntityKey key) {
        this.environment = environment;
        this.key = key;
    }

    /** The activity of a repository that may be open to clients, although its history need not say so. */
    public static RepoActivity takenOver(RepoEnvironment environment, EntityKey key) {
        RepoActivity activity = new RepoActivity(environment, key);
        activity.takenOver = true;
        return activity;
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
    public String part() {
        Sight sight = seen();
        if (sight == null || sight.view().location() == null) {
            return ROLE;
        }
        Location here = sight.view().location();
        boolean wasOurs = environment.scope().owns(here);
        boolean isOurs = sight.view().relocation() instanceof Relocation.Move move
                ? environment.scope().owns(move.path(), move.host())
                : wasOurs;
        return wasOurs == isOurs ? ROLE : wasOurs ? "RELEASE" : "ACQUIRE";
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
        Sight before = seen();
        if (isBroken() || before == null || before.version() != tail || !(news instanceof News riding)) {
            return false;
        }
        Sight after = before;
        for (Recorded recorded : riding.events()) {
            if (recorded.version() > after.version() && !after.isContinuedBy(recorded)) {
                return false;
            }
            after = after.evolve(recorded);
        }
        Awake up = wake(before);
        up.see(after);
        tail = after.version();
        return true;
    }

    @Override
    public Mono<Void> fetch() {
        return Mono.defer(() -> {
            if (isBroken()) {
                forgetHistory();
            }
            Sight before = seen();
            Awake up = wake(before == null ? Sight.empty(key.repo()) : before);
            Flux<Recorded> events = environment
                    .client()
                    .read(key.aggregate(), up.sight().version())
                    .doOnNext(recorded -> take(up, recorded))
                    .onErrorResume(Reads::isMissing, missing -> Flux.empty());
            return new Reads(environment.listener(), environment.clock(), environment.refusals())
                    .told(key.aggregate(), events)
                    .then(Mono.<Void>fromRunnable(() -> check(up)))
                    .doOnError(Outage::is, error -> environment.unanswered().add(key));
        });
    }

    /** A mended history is not seen from behind the break. */
    private boolean isBroken() {
        return awake != null && awake.sight().view().malformed() != null;
    }

    /** Of what was done only that clients may be using it outlives the history; beside an empty sight no more counts. */
    private void forgetHistory() {
        if (awake != null && awake.ledgerIfKnown() != null) {
            ledger = awake.ledger().packed(Sight.empty(key.repo()));
        }
        awake = null;
        tail = 0;
        environment.views().remove(key);
    }

    private void take(Awake up, Recorded recorded) {
        Sight before = up.sight();
        if (recorded.version() == before.version() + 1 && !before.isContinuedBy(recorded)) {
            forgetHistory();
            throw new UnexpectedAnswer("the registry's history of " + key + " is another one than that which was seen"
                    + " up to version " + before.version() + "; it is read from its beginning");
        }
        up.see(up.sight().evolve(recorded));
        recall(up);
        tail = Math.max(tail, up.sight().version());
    }

    private void check(Awake up) {
        if (up.sight().version() == 0 && !takenOver) {
            throw new UnexpectedAnswer("the registry lags: it lists " + key
                    + " but shows no history of it yet; it is asked until it does");
        }
        if (up.sight().version() < tail) {
            throw new UnexpectedAnswer("the registry shows the history of " + key + " up to version "
                    + up.sight().version() + " only, but it was seen up to " + tail
                    + "; it is asked again until it has caught up");
        }
    }

    @Override
    public Mono<Outcome> act(Run run) {
        acts();
        Awake up = awake;
        if (up == null) {
            return Mono.error(new IllegalStateException("nothing was read before acting on " + key));
        }
        environment.unanswered().remove(key);
        if (up.ledgerIfKnown() == null) {
            up.keep(atLoad(up.sight()));
        }
        up.hastenReports();
        if (environment.hastened().remove(key)) {
            up.forgive();
        }
        followWorkflow(up.sight().view().relocation());
        return new StepRunner(environment, run, up).go().doOnNext(outcome -> rest(up, outcome));
    }

    /** One whose end is known already has no more to say. */
    private void followWorkflow(@Nullable Relocation relocation) {
        WorkBoard board = environment.board();
        WorkflowId workflow = relocation == null ? null : relocation.workflow();
        board.forgetEnded(key.repo(), workflow);
        if (workflow != null
                && board.of(key.repo()).stream().noneMatch(each -> each.id().equals(workflow))) {
            board.follow(workflow);
        }
    }

    private Ledger atLoad(Sight sight) {
        Ledger fresh = Ledger.atLoad(sight, environment.scope());
        if (!takenOver) {
            return fresh;
        }
        if (sight.view().location() == null) {
            try (LogContext about = LogContext.open(logEntries())) {
                log.warn("{} may still be open to clients, but the registry has no history of it", key);
            }
        }
        return fresh.inDoubt();
    }

    private void rest(Awake up, Outcome outcome) {
        if (outcome instanceof Outcome.Sleep) {
            Sight sight = up.sight();
            ledger = up.ledger().packed(sight);
            errored = sight.view().error() != null;
            unknownEvents = (int) Math.min(Integer.MAX_VALUE, sight.view().unknownEvents());
            environment.views().put(key, sight);
            awake = null;
            tellRested(sight, up.ledger());
        } else if (outcome instanceof Outcome.Await) {
            tellRested(up.sight(), up.ledger());
        }
    }

    private void tellRested(Sight sight, Ledger done) {
        RepoView view = sight.view();
        Location place = view.location();
        RepoStatus status = new RepoStatus(
                view.repo(),
                view.version(),
                place == null ? null : place.path(),
                view.shadow(),
                done.isServedAt(sight.placed()),
                view.error());
        environment.listener().rested(status);
    }

    @Override
    public void ended() {
        awake = null;
        environment.views().remove(key);
        environment.hastened().remove(key);
        environment.unanswered().remove(key);
        environment.board().forgetEnded(key.repo(), null);
    }

    @Override
    public Map<String, String> logEntries() {
        return LogEntries.of(environment.registry(), key);
    }

    @Override
    public Description describe() {
        Sight sight = seen();
        if (sight == null) {
            return new Description(null, List.of(), unknownEvents, errored ? stored(null) : null);
        }
        Location place = sight.view().location();
        Awake up = awake;
        List<String> pending = up == null || up.ledgerIfKnown() == null
                ? List.of()
                : up.plan(environment).steps().stream().map(OpenStep::label).toList();
        return new Description(
                place == null ? null : place.path().value(),
                pending,
                sight.view().unknownEvents(),
                sight.view().error() == null ? null : stored(sight.view().error()));
    }

    private static String stored(@Nullable String error) {
        return "an error is stored" + (error == null ? "" : ": " + error)
                + "; what failed is not tried again until it is cleared";
    }

    /** What was seen up to the tail, as far as it is still known; while a read is under way it may be less. */
    private @Nullable Sight seen() {
        if (awake != null) {
            return awake.sight();
        }
        if (tail == 0) {
            return Sight.empty(key.repo());
        }
        Sight cached = environment.views().get(key);
        return cached != null && cached.version() == tail ? cached : null;
    }

    private Awake wake(Sight sight) {
        Awake up = awake;
        if (up == null) {
            up = new Awake(sight, environment.attempts());
            recall(up);
            awake = up;
        }
        return up;
    }

    /** At the old tail the byte says what was done. */
    private void recall(Awake up) {
        if (up.ledgerIfKnown() == null && Ledger.isThere(ledger) && up.sight().version() == tail) {
            up.keep(Ledger.unpacked(ledger, up.sight()));
        }
    }
}
