package io.vedette.observer.internal.repo;

import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.domain.Command;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowCommand;
import io.vedette.engine.Run;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.internal.EntityKey;
import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.internal.LogEntries;
import io.vedette.observer.internal.UnexpectedAnswer;
import io.vedette.workflows.Call;
import io.vedette.workflows.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The calls of one run to the implementor and to the registry: guarded, named for {@code explain}, told to the listener. */
final class Calls {

    private final RepoEnvironment environment;
    private final Run run;
    private final Awake awake;
    private final WorkCalls works;

    Calls(RepoEnvironment environment, Run run, Awake awake) {
        this.environment = environment;
        this.run = run;
        this.awake = awake;
        this.works = new WorkCalls(environment);
    }

    /** Carries out what a step asks of the implementor. */
    Mono<Report> carryOut(OpenStep open) {
        Cause cause = awake.cause(open);
        RepoId repo = cause.repository().repo();
        return switch (open.step()) {
            case INIT -> init(open, cause, repo);
            case ENABLE -> enable(open, cause, repo);
            case DISABLE -> disable(open, cause, repo);
            case ATTACH_REMOTE -> attach(open, cause, repo);
            case WORKFLOW -> work(open, cause, repo);
        };
    }

    private Mono<Report> init(OpenStep open, Cause cause, RepoId repo) {
        String name = "initializer.initRepo";
        Mono<RepoInfo> call = ImplementorCall.valued(
                name, repo, () -> environment.initializer().initRepo(repo, cause));
        return effect(cause, name, call).map(info -> {
            check(name, repo, info);
            if (info.shadow() == null) {
                throw new UnexpectedAnswer(name + " returned a repository without the place of its shadow");
            }
            return Report.done(open, new RepoCommand.ConfirmShadow(repo, info.shadow(), info.omissions()));
        });
    }

    private Mono<Report> enable(OpenStep open, Cause cause, RepoId repo) {
        Mono<RepoInfo> found = ImplementorCall.valued(
                "initializer.getRepo", repo, () -> environment.initializer().getRepo(repo, cause));
        return effect(cause, "initializer.getRepo", found).flatMap(info -> {
            check("initializer.getRepo", repo, info);
            awake.keep(awake.ledger().inDoubt());
            return environment
                    .processors()
                    .enable(info, cause, effects(cause))
                    .then(Mono.just(Report.done(open, null)));
        });
    }

    /** A mistaken answer must not open another repository, or pass off its shadow as this one's. */
    private static void check(String name, RepoId asked, RepoInfo answer) {
        if (!answer.repo().equals(asked)) {
            throw new UnexpectedAnswer(name + " was asked for " + asked + " and returned " + answer.repo());
        }
    }

    private Mono<Report> disable(OpenStep open, Cause cause, RepoId repo) {
        awake.keep(awake.ledger().inDoubt());
        return environment.processors().disable(repo, cause, effects(cause)).then(Mono.just(Report.done(open, null)));
    }

    private Mono<Report> attach(OpenStep open, Cause cause, RepoId repo) {
        var remote = Objects.requireNonNull(awake.sight().view().remote());
        Mono<Void> call = ImplementorCall.plain(
                "initializer.attachRemote",
                repo,
                () -> environment.initializer().attachRemote(repo, remote, cause));
        return effect(cause, "initializer.attachRemote", call)
                .then(Mono.just(Report.done(open, new RepoCommand.ConfirmRemote(repo, remote))));
    }

    private Mono<Report> work(OpenStep open, Cause cause, RepoId repo) {
        Work work = Objects.requireNonNull(open.work());
        Call call = ((Step.Do) work.step()).call();
        return effect(cause, work.name(), Mono.defer(() -> works.of(call, repo, cause)))
                .map(result -> {
                    awake.answers.succeeded(work, result);
                    return Report.done(open, null);
                });
    }

    /** Tells the registry how a step ended. */
    Mono<CommandResult> post(OpenStep open, Command command) {
        CommandOptions options = CommandOptions.of(CommandIds.of(open, command));
        String type = command.getClass().getSimpleName();
        Work work = open.work();
        String name = work != null && command instanceof WorkflowCommand
                ? work.name()
                : "command." + Character.toLowerCase(type.charAt(0)) + type.substring(1);
        Mono<CommandResult> call = Mono.defer(() -> environment.client().execute(command, options))
                .switchIfEmpty(
                        Mono.error(() -> new UnexpectedAnswer("the registry's answer to " + name + " is empty")));
        return run.report(name, told(awake.cause(open), name, call));
    }

    private ProcessorChain.Effects effects(Cause cause) {
        return (name, call) -> effect(
                cause, name, ImplementorCall.plain(name, cause.repository().repo(), call));
    }

    private <T> Mono<T> effect(Cause cause, String name, Mono<T> call) {
        Map<String, String> entries = LogEntries.of(
                environment.registry(),
                EntityKey.of(cause.repository().repo().aggregate()),
                run.first(),
                cause.attempt());
        return run.effect(
                name,
                told(cause, name, LogEntries.carriedBy(environment.complaints().carriedBy(call), entries)));
    }

    private <T> Mono<T> told(Cause cause, String name, Mono<T> call) {
        return Mono.defer(() -> {
            long start = now();
            environment.listener().effectStarted(cause, name);
            return call.doOnSuccess(value -> ended(cause, name, start, null))
                    .doOnError(error -> ended(cause, name, start, asToldOf(name, error)))
                    .doOnCancel(() -> ended(cause, name, start, new CancellationException(name + " was cancelled")));
        });
    }

    /** Whatever counts as cancelled when it is judged is told as that. */
    private static Throwable asToldOf(String name, Throwable error) {
        Throwable bare = Fault.unwrap(error);
        if (bare instanceof CancellationException || Fault.of(bare) != Fault.CANCELLED) {
            return error;
        }
        CancellationException cancelled = new CancellationException(name + " was cancelled: " + ErrorText.of(bare));
        cancelled.initCause(bare);
        return cancelled;
    }

    private void ended(Cause cause, String name, long start, @Nullable Throwable error) {
        Duration took = Duration.ofMillis(now() - start);
        environment.listener().effectEnded(cause, name, took, error);
    }

    private long now() {
        return environment.clock().now(TimeUnit.MILLISECONDS);
    }
}
