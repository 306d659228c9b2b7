package io.vedette.server;

import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All but the registry, played as the definitions of the kinds have it: whatever is to be done is done at once and well. */
final class Players {

    private static final List<Party> PARTIES = List.of(
            new Party(Role.OBSERVER, "one"),
            new Party(Role.RELEASER, "one"),
            new Party(Role.ACQUIRER, "two"),
            new Party(Role.ADMIN, "ada"));

    private final StorageBackend storage;
    private final WorkflowKinds kinds;

    Players(StorageBackend storage, WorkflowKinds kinds) {
        this.storage = storage;
        this.kinds = kinds;
    }

    WorkflowView view(WorkflowId id) {
        return storage.read(id.aggregate(), 0, Integer.MAX_VALUE)
                .reduce(WorkflowView.empty(id, kinds), WorkflowView::evolve)
                .blockOptional()
                .orElseThrow();
    }

    /** What somebody tells the registry next; empty if nobody has anything to do. */
    Optional<WorkflowCommand> next(WorkflowView view) {
        if (view.version() == 0) {
            return Optional.empty();
        }
        for (Party party : PARTIES) {
            Step step = view.next(party, repo(view.subject()), null);
            if (step instanceof Step.Do wanted) {
                step = wanted.then().apply(Map.of("shadowPath", "/shadow/new"));
            }
            if (step instanceof Step.Ask ask) {
                step = ask.done();
            }
            if (step instanceof Step.Post post) {
                return Optional.of((WorkflowCommand) post.command());
            }
        }
        return Optional.empty();
    }

    private @Nullable RepoView repo(@Nullable Subject about) {
        if (about == null || about.repo() == null) {
            return null;
        }
        RepoId repo = about.repo();
        return storage.read(repo.aggregate(), 0, Integer.MAX_VALUE)
                .reduce(RepoView.empty(repo), RepoView::evolve)
                .block();
    }
}
