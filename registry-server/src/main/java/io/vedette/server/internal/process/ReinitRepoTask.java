package io.vedette.server.internal.process;

import io.vedette.domain.EventId;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import reactor.core.publisher.Mono;

/** REPO_REINIT_ACCEPTED: clears the stored error, which lets the initialisation be tried again. */
final class ReinitRepoTask extends RepoTask {

    ReinitRepoTask(Office office, RegistryId registry, RepoId repo, EventId cause) {
        super(office, registry, repo, cause);
    }

    @Override
    String task() {
        return "reinitialise";
    }

    @Override
    Mono<Outcome> perform(Run run, RegistryState state) {
        return post(run, task(), new RepoCommand.ReinitialiseRepo(repo))
                .then(Mono.fromRunnable(() -> office.registries().reinitialised(registry, repo, cause)))
                .thenReturn(Outcome.end());
    }
}
