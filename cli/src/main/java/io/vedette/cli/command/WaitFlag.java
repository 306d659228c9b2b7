package io.vedette.cli.command;

import io.vedette.cli.Changes;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ActivityState;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Explanation;
import io.vedette.proto.v1.Repo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** The option {@code --wait} of commands that start something. */
final class WaitFlag {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    @Option(
            names = "--wait",
            description = "Wait until the repository has its shadow and is open, or an error is stored.")
    boolean wanted;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "How long to wait, as 1m. Default: 1m.")
    Duration limit = Duration.ofMinutes(1);

    /**
     * Looks at the repository now and after each change of the registry, until it has its shadow; from then on at its
     * observer, until that has nothing left to do for it. Without an observer that speaks of it, the shadow is enough.
     */
    InitCommand.Settled untilSettled(RegistryClient client, String registry, RepoId repo) {
        Filter filter = new Filter(Set.of(registry), List.of(), Set.of());
        InitCommand.Settled settled =
                Connection.await(Changes.answers(client, filter, () -> look(client, registry, repo))
                        .next()
                        .timeout(limit)
                        .onErrorMap(TimeoutException.class, late -> notYet(repo)));
        if (settled == null) {
            throw notYet(repo);
        }
        return settled;
    }

    private UserError notYet(RepoId repo) {
        return new UserError(
                Exit.FINDINGS,
                "repository " + repo + " is accepted, but not open after " + limit
                        + "; ask why with: vedette explain repo " + repo);
    }

    private static Mono<InitCommand.Settled> look(RegistryClient client, String registry, RepoId repo) {
        Mono<InitCommand.Settled> rejected =
                Mono.just(new InitCommand.Settled(null, "rejected; see why with: vedette events registry " + registry));
        return client.repo(repo)
                .map(Optional::of)
                .onErrorResume(RefusedException.class, gone -> Mono.just(Optional.empty()))
                .flatMap(found -> found.map(row -> outcome(client, row)).orElse(rejected));
    }

    private static Mono<InitCommand.Settled> outcome(RegistryClient client, Repo repo) {
        if (!repo.getError().isEmpty()) {
            return Mono.just(new InitCommand.Settled(null, repo.getError()));
        }
        return repo.getShadowPath().isEmpty() ? Mono.empty() : opened(client, repo);
    }

    /** That it is open is no event, so its observer is asked for it again and again. */
    private static Mono<InitCommand.Settled> opened(RegistryClient client, Repo repo) {
        ExplainRequest request = ExplainRequest.newBuilder()
                .setAggregate(WireIds.ref(new RepoId(WireIds.uuid(repo.getId())).aggregate()))
                .build();
        return client.explain(request)
                .flatMapIterable(ExplainReply::getExplanationsList)
                .collectList()
                .flatMap(rows -> Mono.justOrEmpty(standing(rows, repo)))
                .repeatWhenEmpty(again -> again.delayElements(LOOK_AGAIN));
    }

    /** Empty while somebody is busy with what the registry knows of it. */
    private static Optional<InitCommand.Settled> standing(List<Explanation> rows, Repo repo) {
        boolean busy = false;
        for (Explanation row : rows) {
            if (row.getState() == ActivityState.PARKED || !row.getObstacle().isEmpty()) {
                return Optional.of(new InitCommand.Settled(null, row.getWhy()));
            }
            busy |= row.getState() != ActivityState.SLEEPING || row.getTailVersion() < repo.getVersion();
        }
        return busy ? Optional.empty() : Optional.of(new InitCommand.Settled(repo.getShadowPath(), null));
    }
}
