package io.vedette.server.internal.query;

import io.vedette.domain.AggregateId;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoView;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.engine.LazyEngine;
import io.vedette.proto.v1.Workflow;
import io.vedette.server.internal.process.Processes;
import io.vedette.server.internal.state.Claim;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.FoldedRegistry;
import io.vedette.server.internal.state.Workflows;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowView;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Workflows for people: those that have a history, and what was begun and has none yet. */
final class WorkflowRows {

    private static final Logger log = LoggerFactory.getLogger(WorkflowRows.class);

    private static final int READS_AT_ONCE = 16;

    /** In the order in which they began; what has no history yet began last. */
    private static final Comparator<Workflow> BY_AGE = Comparator.<Workflow>comparingLong(
                    row -> row.getVersion() == 0 ? Long.MAX_VALUE : row.getStartedMillis())
            .thenComparing(Workflow::getId, com.google.protobuf.ByteString.unsignedLexicographicalComparator());

    private final Folded folded;
    private final LazyEngine<AggregateId> engine;

    WorkflowRows(Folded folded, LazyEngine<AggregateId> engine) {
        this.folded = folded;
        this.engine = engine;
    }

    /**
     * All that are open, or all.
     *
     * @param registry only those about this one; null for all
     */
    Flux<Workflow> list(@Nullable RegistryId registry, boolean ended) {
        // Before the open ones, or one whose history begins meanwhile would be among neither.
        Map<WorkflowId, Claim> beginning = beginning(registry);
        Flux<WorkflowView> views = ended
                ? folded.workflows().all()
                : Flux.fromIterable(List.copyOf(folded.workflows().kept())).filter(WorkflowView::isOpen);
        return parked().flatMapMany(parked -> views.filter(
                                view -> registry == null || registry.equals(registryOf(view)))
                        .flatMap(view -> row(view, parked.get(view.id().aggregate())), READS_AT_ONCE)
                        .concatWith(Flux.fromIterable(beginning.entrySet())
                                .concatMap(each -> row(each.getKey(), each.getValue(), parked))))
                .distinct(Workflow::getId)
                .collectSortedList(BY_AGE)
                .flatMapIterable(rows -> rows);
    }

    /** One of them; empty if it is not there. */
    Mono<Workflow> one(WorkflowId id) {
        if (ImportId.isOne(id.uuid())) {
            return Mono.empty();
        }
        return folded.workflows()
                .known(id)
                .flatMap(view -> engine.explain(id.aggregate()).flatMap(row -> {
                    String parked = row.map(WorkflowRows::parked).orElse(null);
                    if (view.version() > 0) {
                        return row(view, parked);
                    }
                    List<Claim> claims = folded.registries().claims(id);
                    return claims.isEmpty() ? Mono.empty() : Mono.just(beginning(id, claims.get(0), parked));
                }));
    }

    private Mono<Map<AggregateId, String>> parked() {
        return engine.explain()
                .filter(row -> row.state() instanceof ActivityState.Parked)
                .collectMap(Explanation::key, row -> String.valueOf(parked(row)));
    }

    private static @Nullable String parked(Explanation<AggregateId> row) {
        return row.state() instanceof ActivityState.Parked parked ? parked.reason() : null;
    }

    private static @Nullable RegistryId registryOf(WorkflowView view) {
        Subject about = Workflows.subjectOf(view);
        return about == null ? null : about.registry();
    }

    /** What registries have begun that has no history of its own yet. */
    private Map<WorkflowId, Claim> beginning(@Nullable RegistryId registry) {
        Map<WorkflowId, Claim> beginning = new LinkedHashMap<>();
        for (RegistryId id : folded.registries().ids()) {
            FoldedRegistry known = folded.registries().of(id);
            if (registry == null || registry.equals(id)) {
                known.state().underWay().forEach((workflow, repo) -> {
                    if (folded.workflows().of(workflow).version() == 0) {
                        beginning.put(workflow, new Claim(id, repo));
                    }
                });
            }
        }
        return beginning;
    }

    private String kindFor(Undertaking undertaking) {
        try {
            WorkflowDefinition<?, ?> kind = folded.workflows().kinds().opening(undertaking);
            return kind == null ? "" : kind.kind();
        } catch (IllegalStateException broken) {
            log.debug("Nobody can say which kind of workflow does a {}", undertaking.summary(), broken);
            return "";
        }
    }

    /** Its history may have begun since. */
    private Mono<Workflow> row(WorkflowId id, Claim claim, Map<AggregateId, String> parked) {
        WorkflowView view = folded.workflows().of(id);
        String reason = parked.get(id.aggregate());
        return view.version() == 0 ? Mono.just(beginning(id, claim, reason)) : row(view, reason);
    }

    private Workflow beginning(WorkflowId id, Claim claim, @Nullable String parked) {
        RegistryState registry = folded.registries().of(claim.registry()).state();
        Workflow.Builder row = Shapes.workflow(id, claim.registry(), registry.name())
                .setOpen(true)
                .setRepoId(Shapes.id(claim.repo()))
                .setParked(parked == null ? "" : parked);
        RegistryEntry entry = registry.entry(claim.repo());
        if (entry != null) {
            row.setPath(entry.path().value());
            if (entry.newPath() != null) {
                row.setNewPath(entry.newPath().value());
            }
            row.setKind(entry.undertaking() == null ? "" : kindFor(entry.undertaking()));
        }
        return row.build();
    }

    private Mono<Workflow> row(WorkflowView view, @Nullable String parked) {
        Subject about = Workflows.subjectOf(view);
        Workflow.Builder row = Shapes.workflow(
                view,
                about,
                about == null
                        ? null
                        : folded.registries().of(about.registry()).state().name());
        row.setParked(parked == null ? "" : parked);
        Mono<RepoView> repo = about == null || about.repo() == null || !view.isOpen()
                ? Mono.empty()
                : folded.repos().known(about.repo());
        return folded.workflows()
                .last(view.id(), view.version())
                .doOnNext(last -> row.setMessage(
                        EventTypes.message(WorkflowView.fields(folded.workflows().kinds(), last))))
                .then(repo.doOnNext(seen -> waiting(row, view, about, seen)).switchIfEmpty(Mono.fromRunnable(() -> {
                    if (view.isOpen()) {
                        waiting(row, view, about, null);
                    }
                })))
                .then(Mono.fromSupplier(row::build));
    }

    private void waiting(Workflow.Builder row, WorkflowView view, @Nullable Subject about, @Nullable RepoView repo) {
        try {
            Step.Ask task = view.task();
            Step next = view.next(
                    Processes.PARTY,
                    repo,
                    about == null
                            ? null
                            : folded.registries().of(about.registry()).state());
            if (task != null) {
                row.setTask(task.task()).setTaskEvent(view.taskEvent());
            }
            if (next instanceof Step.Wait wait) {
                row.setWaitsFor(wait.what()).setWaitsForWhom(wait.who());
            } else if (task != null) {
                row.setWaitsFor(task.task()).setWaitsForWhom("a person");
            }
        } catch (RuntimeException broken) {
            log.debug("The definition of {} cannot say what workflow {} waits for", view.kind(), view.id(), broken);
        }
    }
}
