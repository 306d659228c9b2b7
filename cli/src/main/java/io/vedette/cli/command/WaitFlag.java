package io.vedette.cli.command;

import io.vedette.cli.Changes;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ActivityState;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Explanation;
import io.vedette.proto.v1.Repo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The option {@code --wait} of commands that start something. */
final class WaitFlag {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--wait",
            description = "Wait until the repository has its shadow and is open, an error is stored, or its observer"
                    + " cannot go on.")
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
        // That its observer cannot even make the shadow changes no history, so nothing tells of it.
        InitCommand.Settled settled = Connection.await(Flux.merge(
                        Changes.answers(client, filter, () -> look(client, repo)),
                        Changes.unasked(LONGEST, () -> asked(client, repo)))
                .next()
                .onErrorResume(RefusedException.class, gone -> Mono.just(rejected(registry)))
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

    private static InitCommand.Settled rejected(String registry) {
        return new InitCommand.Settled(null, "rejected; see why with: vedette events registry " + registry);
    }

    /** Once it has its shadow, all that is left is its observer's, and changes no history. */
    private Mono<InitCommand.Settled> look(RegistryClient client, RepoId repo) {
        return client.repo(repo)
                .filter(found ->
                        !found.getError().isEmpty() || !found.getShadowPath().isEmpty())
                .flatMap(made -> asked(client, repo).repeatWhenEmpty(rounds -> rounds.concatMap(WaitFlag::pause)));
    }

    private static Mono<Long> pause(long round) {
        Duration longer = SHORTEST.multipliedBy(1L << Math.min(round, 10));
        return Mono.delay(longer.compareTo(LONGEST) < 0 ? longer : LONGEST);
    }

    /** Its observer first: what that has reported before it rested is then known to the registry. */
    private Mono<InitCommand.Settled> asked(RegistryClient client, RepoId repo) {
        ExplainRequest request = ExplainRequest.newBuilder()
                .setAggregate(WireIds.ref(repo.aggregate()))
                .build();
        return client.explain(request)
                .collectList()
                .flatMap(replies -> client.repo(repo).mapNotNull(found -> standing(replies, found)));
    }

    /** How it ended up; null while it is on its way. */
    private InitCommand.@Nullable Settled standing(List<ExplainReply> replies, Repo repo) {
        if (!repo.getError().isEmpty()) {
            return new InitCommand.Settled(null, repo.getError());
        }
        boolean busy = replies.stream().anyMatch(reply -> reply.getSilent() && observes(reply, repo));
        List<Explanation> rows = replies.stream()
                .flatMap(reply -> reply.getExplanationsList().stream())
                .toList();
        for (Explanation row : rows) {
            if (row.getState() == ActivityState.PARKED && row.getPausedSinceMillis() == 0) {
                return new InitCommand.Settled(null, row.getWhy());
            }
            if (row.getState() != ActivityState.SLEEPING
                    || row.getTailVersion() < Math.max(row.getHeadVersion(), repo.getVersion())) {
                busy = true;
            } else if (!row.getObstacle().isEmpty() || !row.getLastError().isEmpty()) {
                return new InitCommand.Settled(null, row.getWhy());
            }
        }
        if (busy || repo.getShadowPath().isEmpty()) {
            return null;
        }
        if (rows.isEmpty()) {
            say("repository " + WireIds.uuid(repo.getId())
                    + " has its shadow; whether it is open, no observer says; see who is there: vedette explain --all");
        }
        return new InitCommand.Settled(repo.getShadowPath(), null);
    }

    private static boolean observes(ExplainReply observer, Repo repo) {
        RepoPath path = new RepoPath(repo.getPath());
        return observer.getRegistry().equals(repo.getRegistry())
                && observer.getPathPrefixesList().stream().anyMatch(prefix -> path.isAtOrBelow(new RepoPath(prefix)));
    }

    private void say(String line) {
        Objects.requireNonNull(spec).commandLine().getErr().println("vedette: " + line);
    }
}
