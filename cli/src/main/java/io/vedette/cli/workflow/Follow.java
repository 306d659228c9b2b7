package io.vedette.cli.workflow;

import io.vedette.cli.Changes;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Printable;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.Workflow;
import io.vedette.workflows.WorkflowKinds;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at a workflow now and after each change of its registry, and says on standard error whom it waits for. */
final class Follow {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final RegistryClient client;
    private final WorkflowKinds kinds;
    private final String registry;
    private final long since;
    private final WorkflowId workflow;
    private final PrintWriter err;
    private final Duration limit;
    private String said = "";

    Follow(
            RegistryClient client,
            WorkflowKinds kinds,
            String registry,
            long since,
            WorkflowId workflow,
            PrintWriter err,
            Duration limit) {
        this.client = client;
        this.kinds = kinds;
        this.registry = registry;
        this.since = since;
        this.workflow = workflow;
        this.err = err;
        this.limit = limit;
    }

    /** What a look at the workflow found. */
    private record Look(@Nullable Workflow row, @Nullable Ending ending) {

        boolean hasBegun() {
            return row != null && row.getVersion() > 0;
        }
    }

    /** Waits until the workflow has a history; how it ended if it never will, or has ended already; null otherwise. */
    @Nullable
    Ending untilBegun() {
        return until(false).ending();
    }

    /** Waits until the workflow has ended, or stands still until a person helps. */
    Ending untilEnded() {
        Ending ending = until(true).ending();
        if (ending == null) {
            throw new IllegalStateException("workflow " + workflow + " was left before its end");
        }
        return ending;
    }

    private Look until(boolean ended) {
        Filter filter = new Filter(registry.isEmpty() ? Set.of() : Set.of(registry), List.of(), Set.of());
        // That the registry cannot go on with it changes no history, so nothing tells of it.
        Look last = Connection.await(
                Flux.merge(Changes.answers(client, filter, this::look), Changes.unasked(LOOK_AGAIN, this::look))
                        .filter(look -> look.ending() != null || (!ended && look.hasBegun()))
                        .next()
                        .timeout(limit)
                        .onErrorMap(TimeoutException.class, late -> notYet(ended)));
        if (last == null) {
            throw notYet(ended);
        }
        return last;
    }

    private UserError notYet(boolean ended) {
        return new UserError(
                Exit.FINDINGS,
                "workflow " + workflow + " has not " + (ended ? "ended" : "begun") + " after " + limit
                        + " and goes on; ask why with: vedette explain workflow " + workflow);
    }

    private Mono<Look> look() {
        return client.workflow(workflow)
                .map(Optional::of)
                .onErrorResume(Follow::isAbsent, absent -> Mono.just(Optional.empty()))
                .flatMap(found -> found.map(this::looked).orElseGet(this::rejected));
    }

    private static boolean isAbsent(Throwable error) {
        return error instanceof RefusedException no && no.refusal().code() == Refusal.Code.NOT_FOUND;
    }

    /** What never began is only in the history of its registry. */
    private Mono<Look> rejected() {
        return client.read(RegistryId.ofName(registry).aggregate(), since)
                .flatMapIterable(recorded -> Optional.ofNullable(Ending.rejected(recorded.event(), workflow)).stream()
                        .toList())
                .next()
                .map(ending -> new Look(null, ending))
                .defaultIfEmpty(new Look(null, null));
    }

    private Mono<Look> looked(Workflow row) {
        Mono<Optional<Repo>> repo = row.getRepoId().isEmpty()
                ? Mono.just(Optional.empty())
                : client.repo(new RepoId(WireIds.uuid(row.getRepoId()))).map(Optional::of);
        return repo.flatMap(about -> {
            if (!row.getOpen()) {
                return client.read(workflow.aggregate(), 0)
                        .collectList()
                        .map(history -> new Look(row, Ending.of(row, history, kinds, about.orElse(null))));
            }
            tell(row);
            boolean stuck = row.getVersion() > 0
                    && about.isPresent()
                    && !about.get().getError().isEmpty();
            return Mono.just(new Look(row, stuck ? Ending.stuck(about.get(), workflow) : null));
        });
    }

    private synchronized void tell(Workflow row) {
        String now = Sentence.of(row);
        if (!now.equals(said)) {
            said = now;
            err.println(Printable.of("vedette: " + now));
        }
    }
}
