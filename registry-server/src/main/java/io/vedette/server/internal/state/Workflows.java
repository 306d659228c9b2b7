package io.vedette.server.internal.state;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Workflows, folded: those that are open, and for a while those that have ended. Others are read when somebody asks for
 * them. Folded like {@link Registries}: by the one who appends, and by the feed; an event folded already is ignored.
 * Imports are none of them. Thread-safe.
 */
public final class Workflows {

    private static final Logger log = LoggerFactory.getLogger(Workflows.class);

    private static final int LOADS_AT_ONCE = 16;

    private record Ended(WorkflowId id, long millis) {}

    private final StorageBackend storage;
    private final LogTime time;
    private final Retention retention;
    private final ConcurrentHashMap<WorkflowId, WorkflowView> folded = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();

    /** Nothing is loaded yet. */
    public Workflows(StorageBackend storage, LogTime time, Retention retention) {
        this.storage = storage;
        this.time = time;
        this.retention = retention;
    }

    /** Whether a history is that of a workflow, imports left out. */
    public static boolean isOne(AggregateId id) {
        return id.kind() == AggregateKind.WORKFLOW && !ImportId.isOne(id);
    }

    /** The kinds that are known. */
    public WorkflowKinds kinds() {
        return retention.kinds();
    }

    /** The newest folded view; that before the first event where none is kept. */
    public WorkflowView of(WorkflowId id) {
        WorkflowView known = folded.get(id);
        return known == null ? WorkflowView.empty(id, kinds()) : known;
    }

    /** Those that are kept, open and ended ones. */
    public Collection<WorkflowView> kept() {
        return folded.values();
    }

    /** The view that is kept, or else the one that the store has. */
    public Mono<WorkflowView> known(WorkflowId id) {
        return Mono.defer(() -> {
            WorkflowView known = folded.get(id);
            return known == null ? catchUp(id) : Mono.just(known);
        });
    }

    /** The view as new as the store. */
    public Mono<WorkflowView> catchUp(WorkflowId id) {
        return Mono.defer(() -> {
            WorkflowView from = of(id);
            return storage.read(id.aggregate(), from.version(), Integer.MAX_VALUE)
                    .reduce(from, WorkflowView::evolve)
                    .doOnNext(this::keep);
        });
    }

    /** Folds the next event of a workflow; where events before it are missing, nothing happens. */
    public void fold(Recorded recorded) {
        WorkflowId id = new WorkflowId(recorded.aggregate().uuid());
        folded.compute(id, (key, known) -> {
            long version = known == null ? 0 : known.version();
            return recorded.version() == version + 1 ? kept(known, of(id, known).evolve(recorded)) : known;
        });
        forgetOld();
    }

    private WorkflowView of(WorkflowId id, @Nullable WorkflowView known) {
        return known == null ? WorkflowView.empty(id, kinds()) : known;
    }

    private void keep(WorkflowView view) {
        if (view.version() > 0 && (view.isOpen() || view.changedMillis() >= oldest())) {
            folded.compute(
                    view.id(),
                    (id, known) -> known != null && known.version() >= view.version() ? known : kept(known, view));
        }
    }

    private WorkflowView kept(@Nullable WorkflowView before, WorkflowView after) {
        if (!after.isOpen() && (before == null || before.isOpen())) {
            ended.add(new Ended(after.id(), after.changedMillis()));
        }
        return after;
    }

    private long oldest() {
        return time.millis() - retention.ended().toMillis();
    }

    /** In the order of their ends, as far as the store tells it. */
    private synchronized void forgetOld() {
        for (Ended first = ended.peek(); first != null && first.millis() < oldest(); first = ended.peek()) {
            ended.poll();
            folded.computeIfPresent(first.id(), (id, view) -> view.isOpen() ? view : null);
        }
    }

    /** Catches up all that changed after a position, but for those that ended long ago; the ids of the others. */
    public Flux<WorkflowId> catchUpSince(long position) {
        return storage.changedSince(position, Workflows::isOne, Integer.MAX_VALUE)
                .flatMap(this::load, LOADS_AT_ONCE)
                .map(WorkflowView::id);
    }

    /** What ended long ago is told by its last event, which costs one read and no fold. */
    private Mono<WorkflowView> load(HeadRow row) {
        WorkflowId id = new WorkflowId(row.aggregate().uuid());
        if (row.eventId().millis() >= oldest() || folded.containsKey(id)) {
            return catchUp(id);
        }
        return last(id, row.version()).filter(event -> !kinds().isLast(event)).flatMap(event -> catchUp(id));
    }

    /** The event of a version, which is that of a workflow. */
    public Mono<Event.OfWorkflow> last(WorkflowId id, long version) {
        return storage.read(id.aggregate(), version - 1, 1)
                .next()
                .map(Recorded::event)
                .ofType(Event.OfWorkflow.class);
    }

    /** All that the store has, those included that ended long ago. */
    public Flux<WorkflowView> all() {
        return storage.changedSince(0, Workflows::isOne, Integer.MAX_VALUE)
                .flatMap(row -> known(new WorkflowId(row.aggregate().uuid())), LOADS_AT_ONCE);
    }

    /** What a workflow is about, as far as its definition can say that. */
    public static @Nullable Subject subjectOf(WorkflowView view) {
        try {
            return view.subject();
        } catch (RuntimeException broken) {
            log.debug("The definition of {} cannot say what workflow {} is about", view.kind(), view.id(), broken);
            return null;
        }
    }

    /** Where a workflow happens, as far as filters care; null if that is not known. */
    public @Nullable Place place(WorkflowId id) {
        Subject about = subjectOf(of(id));
        return about == null ? null : Place.of(about);
    }
}
