package io.vedette.cli.command;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Filter;
import io.vedette.domain.HostPath;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.Start;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** The option {@code --wait} of commands that start something. */
final class WaitFlag {

    @Option(names = "--wait", description = "Wait until the repository has its shadow, or an error is stored.")
    boolean wanted;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "How long to wait, as PT1M. Default: PT1M.")
    Duration limit = Duration.ofMinutes(1);

    InitCommand.Settled untilSettled(RegistryClient client, String registry, RepoId repo) {
        Filter filter = new Filter(Set.of(registry), List.of(), Set.of(AggregateKind.REPO, AggregateKind.REGISTRY));
        InitCommand.Settled settled = Connection.await(client.events(new Start.Beginning(), filter)
                .ofType(SignalFrame.Events.class)
                .concatMapIterable(SignalFrame.Events::events)
                .concatMap(recorded -> Mono.justOrEmpty(outcome(repo, recorded)))
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

    private static InitCommand.@Nullable Settled outcome(RepoId repo, Recorded recorded) {
        if (recorded.event() instanceof RegistryEvent.RepoRejected rejected
                && rejected.repo().equals(repo)) {
            return new InitCommand.Settled(null, "rejected: " + rejected.reason());
        }
        if (!recorded.aggregate().equals(repo.aggregate())) {
            return null;
        }
        if (recorded.event() instanceof RepoEvent.ShadowRepoCreated created) {
            HostPath shadow = created.shadow();
            return new InitCommand.Settled(shadow.value(), null);
        }
        return recorded.event() instanceof RepoEvent.RepoErrorSet error
                ? new InitCommand.Settled(null, error.message())
                : null;
    }
}
