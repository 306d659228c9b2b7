package io.vedette.observer.internal;

import io.vedette.client.CommandOptions;
import io.vedette.client.RefusedException;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.DerivedId;
import io.vedette.domain.Refusal;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.observer.WorkflowEffect;
import io.vedette.observer.internal.repo.Answers;
import io.vedette.observer.internal.repo.RepoEnvironment;
import io.vedette.observer.internal.repo.Work;
import io.vedette.workflows.Call;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Step;
import io.vedette.workflows.WorkflowView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Plays an observer's part in a workflow that is about a registry as a whole: there is no repository that an error could be
 * stored in, so one that fails too often parks. Remembers what was answered while the workflow is open.
 */
final class WorkflowPart {

    /** After so many failures in a row it is an operator's turn. */
    private static final int MOST = 5;

    private final RepoEnvironment environment;
    private final EntityKey key;
    private final Answers answers = new Answers();
    private Duration delay = Duration.ZERO;
    private int failed;

    WorkflowPart(RepoEnvironment environment, EntityKey key) {
        this.environment = environment;
        this.key = key;
    }

    /** Does what is due, one step after the other. */
    Mono<Outcome> go(WorkflowView view, Run run) {
        return Mono.defer(() -> {
            List<Role> roles = view.roles(true, true);
            String waiting = "the end of the workflow";
            for (Role role : roles) {
                Step step = answers.next(view.id(), view.next(new Party(role, environment.observer()), null, null));
                if (step instanceof Step.Do effect) {
                    return perform(view, run, effect);
                }
                if (step instanceof Step.Post post && !answers.isTold(post.command())) {
                    return post(view, run, post.command());
                }
                if (step instanceof Step.Wait wait) {
                    waiting = wait.what() + " by " + wait.who();
                }
            }
            run.recovered();
            return Mono.just(new Outcome.Await(waiting));
        });
    }

    private Mono<Outcome> perform(WorkflowView view, Run run, Step.Do step) {
        Call call = step.call();
        WorkflowEffect effect = environment.effects().get(call.name());
        if (effect == null) {
            return Mono.just(new Outcome.Park(
                    "nobody at this observer carries out " + call.name() + "; start it with the plug-in that does"));
        }
        return run.effect(
                        call.name(),
                        Mono.defer(() -> effect.perform(call, null)).defaultIfEmpty(Map.of()))
                .flatMap(result -> {
                    succeeded();
                    answers.succeeded(new Work(view.id(), call.name(), step), result);
                    return go(view, run);
                })
                .onErrorResume(error -> {
                    Outcome rest = rest(run, call.name(), error);
                    if (rest instanceof Outcome.Park && step.failed() != null) {
                        answers.failed(new Work(view.id(), call.name(), step), ErrorText.of(error));
                        return go(view, run);
                    }
                    return Mono.just(rest);
                });
    }

    private Mono<Outcome> post(WorkflowView view, Run run, Command command) {
        CommandId id = new CommandId(DerivedId.of("part:" + environment.observer() + ":" + command));
        return run.report("command", environment.client().execute(command, CommandOptions.of(id)))
                .flatMap(answer -> {
                    succeeded();
                    answers.told(command, "");
                    return go(view, run);
                })
                .onErrorResume(error -> {
                    if (error instanceof RefusedException no && no.refusal().code() != Refusal.Code.UNAVAILABLE) {
                        answers.told(command, ErrorText.of(error));
                        run.failed("report", error, 1);
                        return Mono.just(new Outcome.Await(
                                "the registry to go on, which refused the last report: " + ErrorText.of(error)));
                    }
                    if (Outage.is(error)) {
                        environment.unanswered().add(key);
                    }
                    return Mono.just(backOff(run, "report", error));
                });
    }

    private void succeeded() {
        failed = 0;
        delay = Duration.ZERO;
    }

    private Outcome rest(Run run, String what, Throwable error) {
        failed++;
        if (failed >= MOST) {
            failed = 0;
            return new Outcome.Park(what + " failed " + MOST + " times: " + ErrorText.of(error)
                    + "; mend the cause and retry the workflow");
        }
        return backOff(run, what, error);
    }

    private Outcome backOff(Run run, String what, Throwable error) {
        run.failed(what, error, Math.max(1, failed));
        delay = environment.backoff().next(delay, environment.random());
        return new Outcome.BackOff(run.now().plus(delay), what + " failed: " + ErrorText.of(error));
    }
}
