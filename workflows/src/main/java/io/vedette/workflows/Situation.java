package io.vedette.workflows;

import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryState;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowId;
import org.jspecify.annotations.Nullable;

/**
 * What a party sees when it decides what to do next. What it sees of others may be old.
 *
 * @param workflow which workflow
 * @param state what its history says
 * @param repo its repository; null where there is none, or for a party that does not see it
 * @param registry its registry; null for all but the registry's own process manager
 * @param <S> the state of its kind
 */
public record Situation<S>(
        WorkflowId workflow,
        S state,
        @Nullable RepoView repo,
        @Nullable RegistryState registry) {

    /** What the registry has begun in the name of this workflow and not ended; null if nothing is open. */
    public @Nullable Undertaking undertaking() {
        RegistryEntry entry = entry();
        Undertaking open = entry == null ? null : entry.undertaking();
        return open != null && open.workflow().equals(workflow) ? open : null;
    }

    /** What the repository is in the middle of in the name of this workflow; null if there is nothing. */
    public @Nullable Relocation relocation() {
        Relocation open = repo == null ? null : repo.relocation();
        return open != null && open.workflow().equals(workflow) ? open : null;
    }

    /**
     * Whether the repository is known and not in the middle of this workflow: it has not heard of its beginning yet, or knows
     * of its end already. Its own history is the authority, so an observer does nothing then.
     */
    public boolean isNotUnderWay() {
        return repo != null && relocation() == null;
    }

    /** The version of the event that began the relocation: who comes with another one comes too late. */
    public long fence() {
        return repo == null || repo.relocated() == null ? 0 : repo.relocated().version();
    }

    private @Nullable RegistryEntry entry() {
        RepoId id = repo == null ? null : repo.repo();
        return registry == null || id == null ? null : registry.entry(id);
    }
}
