package io.vedette.server.internal.command;

import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowId;
import io.vedette.server.internal.state.Folded;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is checked beyond a registry's own state before it begins something with a repository. */
final class Beginning {

    private Beginning() {}

    /**
     * Lets pass what begins nothing. What does must have a definition that goes on with it, and the id of a workflow that
     * was never used.
     */
    static Mono<Decision> check(Folded folded, RegistryState state, Decision decision) {
        Undertaking begun = begun(state, decision);
        if (begun == null) {
            return Mono.just(decision);
        }
        WorkflowId id = begun.workflow();
        if (ImportId.isOne(id.uuid())) {
            return refuse(Refusal.invalid("workflow_id", "is that of an import; choose another id"));
        }
        try {
            if (folded.workflows().kinds().opening(begun) == null) {
                return refuse(Refusal.precondition(
                        "this server has no kind of workflow for a " + begun.summary(), "NO_DEFINITION"));
            }
        } catch (IllegalStateException broken) {
            return refuse(Refusal.precondition(String.valueOf(broken.getMessage()), "BROKEN_DEFINITION"));
        }
        if (!folded.registries().claims(id).isEmpty()) {
            return refuse(Refusal.exists(
                    "workflow id " + id + " is in use for another repository; choose another id", id.toString()));
        }
        return folded.workflows()
                .known(id)
                .flatMap(view -> view.version() == 0
                        ? Mono.just(decision)
                        : refuse(Refusal.exists(
                                "workflow id " + id + " was used before; choose another id", id.toString())));
    }

    private static Mono<Decision> refuse(Refusal refusal) {
        return Mono.just(Decision.refuse(refusal));
    }

    private static @Nullable Undertaking begun(RegistryState state, Decision decision) {
        if (decision instanceof Decision.Accept accept) {
            for (Event event : accept.events()) {
                Undertaking begun = event instanceof RegistryEvent known ? begun(state, known) : null;
                if (begun != null) {
                    return begun;
                }
            }
        }
        return null;
    }

    private static @Nullable Undertaking begun(RegistryState state, RegistryEvent event) {
        RepoId repo = event.repo();
        RegistryEntry before = repo == null ? null : state.entry(repo);
        if (repo == null || before == null || before.undertaking() != null) {
            return null;
        }
        RegistryEntry after = event.applyTo(state).entry(repo);
        return after == null ? null : after.undertaking();
    }
}
