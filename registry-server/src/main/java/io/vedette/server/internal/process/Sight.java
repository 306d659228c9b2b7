package io.vedette.server.internal.process;

import io.vedette.domain.AggregateId;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowId;
import io.vedette.server.internal.state.Claim;
import io.vedette.server.internal.state.Workflows;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the registry sees of a workflow when it decides what to do next: all of it as new as the store.
 *
 * @param view the workflow's own history
 * @param own what it is about; null if that is not known
 * @param repo its repository; null if it has none
 * @param registry its registry; null if that is not known
 * @param others what was begun in its name although it is about something else
 */
record Sight(
        WorkflowView view,
        @Nullable Claim own,
        @Nullable RepoView repo,
        @Nullable RegistryState registry,
        List<Claim> others) {

    /** Looks at a workflow. */
    static Mono<Sight> look(Office office, WorkflowId id) {
        return office.folded().workflows().catchUp(id).flatMap(view -> look(office, view));
    }

    /** One that does not say what it is about, as its kind is not known, is about what was begun in its name. */
    private static Mono<Sight> look(Office office, WorkflowView view) {
        List<Claim> claims = office.registries().claims(view.id());
        Subject about = Workflows.subjectOf(view);
        return about != null
                ? look(office, view, about.registry(), about.repo(), claims)
                : chosen(office, view.id(), claims)
                        .flatMap(claim -> look(office, view, claim.registry(), claim.repo(), claims))
                        .defaultIfEmpty(new Sight(view, null, null, null, claims));
    }

    /** Where the repository was told already, there it goes on. */
    private static Mono<Claim> chosen(Office office, WorkflowId id, List<Claim> claims) {
        if (claims.size() < 2) {
            return Mono.justOrEmpty(claims.stream().findFirst());
        }
        return Flux.fromIterable(claims)
                .filterWhen(
                        claim -> office.folded().repos().catchUp(claim.repo()).map(repo -> isOf(repo.relocation(), id)))
                .next()
                .defaultIfEmpty(claims.get(0));
    }

    private static boolean isOf(@Nullable Relocation relocation, WorkflowId id) {
        return relocation != null && relocation.workflow().equals(id);
    }

    private static Mono<Sight> look(
            Office office, WorkflowView view, RegistryId registry, @Nullable RepoId repo, List<Claim> claims) {
        Mono<RegistryState> state = office.registries().catchUp(registry).map(folded -> folded.state());
        if (repo == null) {
            return state.map(seen -> new Sight(view, null, null, seen, claims));
        }
        Claim own = new Claim(registry, repo);
        List<Claim> others = claims.stream().filter(claim -> !claim.equals(own)).toList();
        return state.zipWith(
                office.folded().repos().catchUp(repo), (seen, known) -> new Sight(view, own, known, seen, others));
    }

    /** What is next for the registry. A definition that breaks its word may throw. */
    Step next() {
        return view.next(Processes.PARTY, repo, registry);
    }

    /** What keeps the workflow from going on, whatever its definition says; null if nothing does. */
    @Nullable
    String obstacle(WorkflowKinds kinds) {
        if (view.malformed() != null) {
            return "its history is broken: " + view.malformed();
        }
        if (view.version() > 0) {
            return view.definition() == null ? unknown("workflow kind " + view.kind()) : null;
        }
        Undertaking open = undertaking();
        if (open == null) {
            return null;
        }
        try {
            return kinds.opening(open) == null ? unknown("a workflow for a " + open.summary()) : null;
        } catch (IllegalStateException broken) {
            return broken.getMessage();
        }
    }

    private static String unknown(String what) {
        return "this server has no definition of " + what + "; start it with the plug-in that has one";
    }

    /** What the registry has begun in its name and not ended; null if nothing is open. */
    private @Nullable Undertaking undertaking() {
        RegistryEntry entry = registry == null || repo == null ? null : registry.entry(repo.repo());
        Undertaking open = entry == null ? null : entry.undertaking();
        return open == null || !open.workflow().equals(view.id()) ? null : open;
    }

    /** The version of a history that a command goes to. */
    long version(AggregateId target) {
        if (target.equals(view.id().aggregate())) {
            return view.version();
        }
        if (own != null && registry != null && target.equals(own.registry().aggregate())) {
            return registry.version();
        }
        return repo == null ? 0 : repo.version();
    }

    /** Whether nothing has happened since in what it is about. Others may have used the registry. */
    boolean isAsOld(Sight other) {
        return view.version() == other.view.version()
                && (repo == null ? 0 : repo.version()) == (other.repo == null ? 0 : other.repo.version())
                && (undertaking() == null) == (other.undertaking() == null)
                && others.equals(other.others);
    }
}
