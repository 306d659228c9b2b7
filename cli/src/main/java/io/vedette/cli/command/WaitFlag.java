package io.vedette.cli.command;

import io.vedette.cli.Changes;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.RepoId;
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

    @Option(names = "--wait", description = "Wait until the repository has its shadow, or an error is stored.")
    boolean wanted;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "How long to wait, as 1m. Default: 1m.")
    Duration limit = Duration.ofMinutes(1);

    /** Looks at the repository now and after each change of the registry, until it is settled. */
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
                "repository " + repo + " is accepted, but has no shadow after " + limit
                        + "; ask why with: vedette explain repo " + repo);
    }

    private static Mono<InitCommand.Settled> look(RegistryClient client, String registry, RepoId repo) {
        return client.repo(repo)
                .flatMap(found -> Mono.justOrEmpty(outcome(found)))
                .onErrorResume(
                        RefusedException.class,
                        gone -> Mono.just(new InitCommand.Settled(
                                null, "rejected; see why with: vedette events registry " + registry)));
    }

    private static Optional<InitCommand.Settled> outcome(Repo repo) {
        if (!repo.getError().isEmpty()) {
            return Optional.of(new InitCommand.Settled(null, repo.getError()));
        }
        return repo.getShadowPath().isEmpty()
                ? Optional.empty()
                : Optional.of(new InitCommand.Settled(repo.getShadowPath(), null));
    }
}
