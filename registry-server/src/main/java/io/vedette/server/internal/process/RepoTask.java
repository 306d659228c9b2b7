package io.vedette.server.internal.process;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.EventId;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoId;
import io.vedette.engine.Activity;
import io.vedette.engine.Backoff;
import io.vedette.engine.Lane;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.server.internal.Refused;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Something to do for one repository because of one event of its registry. Ends when it is done and leaves nothing
 * behind; every step can be done again.
 */
abstract class RepoTask extends Activity<AggregateId> {

    private static final Lane LANE = new Lane("repo");

    final Office office;
    final RegistryId registry;
    final RepoId repo;
    final EventId cause;
    private Duration delay = Duration.ZERO;
    private int failures;

    RepoTask(Office office, RegistryId registry, RepoId repo, EventId cause) {
        this.office = office;
        this.registry = registry;
        this.repo = repo;
        this.cause = cause;
    }

    /** The step's name, as "start". */
    abstract String task();

    /** Does what is to be done; a refusal that it does not turn into an outcome parks it. */
    abstract Mono<Outcome> perform(Run run, RegistryState state);

    @Override
    public final AggregateId key() {
        return repo.aggregate();
    }

    /** Each cause has a task of its own; those of one repository take turns. */
    @Override
    public final String role() {
        return task() + " " + cause;
    }

    @Override
    public final Lane lane() {
        return LANE;
    }

    @Override
    public final long tail() {
        return 0;
    }

    @Override
    public final boolean fold(Object news) {
        return true;
    }

    /** What it needs is folded before it is started, and read when it acts. */
    @Override
    public final Mono<Void> fetch() {
        return Mono.empty();
    }

    @Override
    public final Mono<Outcome> act(Run run) {
        return Mono.defer(() -> perform(run, office.registries().of(registry).state()))
                .onErrorResume(error -> Mono.just(rest(run, error)));
    }

    /** Posts a command of the registry's own. */
    final Mono<Void> post(Run run, String step, Command command) {
        return run.effect(step + " " + repo, office.post(StepId.of(cause, step), command));
    }

    private Outcome rest(Run run, Throwable error) {
        failures++;
        run.failed(task(), error, failures);
        if (error instanceof Refused refused && refused.refusal().code() != Refusal.Code.UNAVAILABLE) {
            return new Outcome.Park("cannot " + task() + " repository " + repo + ": " + error.getMessage());
        }
        delay = Backoff.standard().next(delay, office.random());
        return new Outcome.BackOff(run.now().plus(delay), String.valueOf(error.getMessage()));
    }

    @Override
    public final Description describe() {
        return new Description(null, List.of(task()), 0, null);
    }
}
