package io.vedette.server.internal.process;

import io.vedette.domain.EventId;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import reactor.core.publisher.Mono;

/** A change of tier that failed was given up: tells the repository, which is back in its former tier then. */
final class RestoreTierTask extends RepoTask {

    RestoreTierTask(Office office, RegistryId registry, RepoId repo, EventId cause) {
        super(office, registry, repo, cause);
    }

    @Override
    String task() {
        return "restore";
    }

    @Override
    Mono<Outcome> perform(Run run, RegistryState state) {
        return run.effect(task() + " " + repo, office.restore(registry, repo)).thenReturn(Outcome.end());
    }
}
