package io.vedette.observer.internal;

import io.vedette.client.CommandOptions;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.DerivedId;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.observer.WorkflowEffect;
import io.vedette.observer.internal.repo.Answers;
import io.vedette.observer.internal.repo.Fault;
import io.vedette.observer.internal.repo.ImplementorCall;
import io.vedette.observer.internal.repo.RepoEnvironment;
import io.vedette.observer.internal.repo.StoredMessage;
import io.vedette.observer.internal.repo.Work;
import io.vedette.workflows.Call;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Step;
import io.vedette.workflows.WorkflowView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private int failures;
    private @Nullable Held held;

    /** An effect that is not due yet, whatever news come meanwhile. */
    private record Held(Work work, Outcome.BackOff until) {}

    WorkflowPart(RepoEnvironment environment, EntityKey key) {
        this.environment = environment;
        this.key = key;
    }

    /** Does what is due, one step after the other. */
    Mono<Outcome> go(WorkflowView view, Run run) {
        return Mono.defer(() -> {
            List<Role> roles = view.roles(true, true);
            String waiting = "the end of the workflow";
            String refusal = "";
            for (Role role : roles) {
                Step step = answers.next(view.id(), view.next(new Party(role, environment.observer()), null, null));
                if (step instanceof Step.Do effect) {
                    return perform(view, run, effect);
                }
                if (step instanceof Step.Post post) {
                    if (!answers.isTold(post.command())) {
                        return post(view, run, post.command());
                    }
                    refusal = answers.refusal(post.command());
                }
                if (step instanceof Step.Wait wait) {
                    waiting = wait.what() + " by " + wait.who();
                }
            }
            if (!refusal.isEmpty()) {
                return Mono.just(refused(refusal));
            }
            run.recovered();
            return Mono.just(new Outcome.Await(waiting));
        });
    }

    /** An operator wants everything tried at once. */
    void forgive() {
        answers.forgive();
        succeeded();
    }

    private Mono<Outcome> perform(WorkflowView view, Run run, Step.Do step) {
        Call call = step.call();
        WorkflowEffect effect = environment.effects().get(call.name());
        if (effect == null) {
            return Mono.just(new Outcome.Park(
                    "nobody at this observer carries out " + call.name() + "; start it with the plug-in that does"));
        }
        Work work = new Work(view.id(), call.name(), step);
        if (held != null && !held.work().equals(work)) {
            succeeded();
        }
        if (held != null && held.until().until().isAfter(run.now())) {
            return Mono.just(held.until());
        }
        Mono<Map<String, String>> guarded = ImplementorCall.plain(call.name(), null, () -> effect.perform(call, null))
                .defaultIfEmpty(Map.of());
        return goOn(
                view,
                run,
                run.effect(call.name(), guarded)
                        .map(result -> {
                            succeeded();
                            answers.succeeded(work, result);
                            return Optional.<Outcome>empty();
                        })
                        .onErrorResume(error -> Mono.just(judge(run, work, step, Fault.unwrap(error)))));
    }

    /** With the step after this one, unless this one has the run rest. What a definition does wrong there is not this one's. */
    private Mono<Outcome> goOn(WorkflowView view, Run run, Mono<Optional<Outcome>> step) {
        return step.flatMap(rest -> rest.map(Mono::just).orElseGet(() -> go(view, run)));
    }

    /** Empty if the failure is an answer and the run goes on. */
    private Optional<Outcome> judge(Run run, Work work, Step.Do step, Throwable error) {
        String what = work.name();
        Fault fault = Fault.of(error);
        return switch (fault) {
            case STORED, STRONG -> last(run, work, step, error);
            case WEAK -> {
                failures++;
                yield failures >= MOST
                        ? last(run, work, step, error)
                        : hold(
                                run,
                                work,
                                error,
                                what + " failed " + failures + " of " + MOST + " times: " + ErrorText.of(error));
            }
            case CANCELLED -> hold(run, work, error, what + " was cancelled: " + ErrorText.of(error));
            case UNAVAILABLE -> hold(run, work, error, what + " waits for the file server: " + ErrorText.of(error));
            case BROKEN -> {
                run.failed(what, error, failures + 1);
                yield Optional.of(park("the code of " + what + " is broken: " + ErrorText.of(error)));
            }
        };
    }

    private Optional<Outcome> hold(Run run, Work work, Throwable error, String why) {
        Outcome.BackOff until = backOff(run, work.name(), error, why);
        held = new Held(work, until);
        return Optional.of(until);
    }

    /** A failure after which the effect is not tried again by itself. */
    private Optional<Outcome> last(Run run, Work work, Step.Do step, Throwable error) {
        int times = Math.max(1, failures);
        run.failed(work.name(), error, times);
        succeeded();
        if (step.failed() != null) {
            answers.failed(work, StoredMessage.reason(error));
            return Optional.empty();
        }
        String often = times == 1 ? "" : " " + times + " times";
        return Optional.of(park(work.name() + " failed" + often + ": " + ErrorText.of(error)));
    }

    private Outcome park(String reason) {
        return new Outcome.Park(reason + "; mend the cause, then: " + retry());
    }

    private String retry() {
        return "vedette retry workflow " + key.aggregate().uuid();
    }

    private Mono<Outcome> post(WorkflowView view, Run run, Command command) {
        CommandId id = new CommandId(DerivedId.of("part:" + environment.observer() + ":" + command));
        return goOn(
                view,
                run,
                run.report("command", environment.client().execute(command, CommandOptions.of(id)))
                        .map(answer -> {
                            succeeded();
                            answers.told(command, "");
                            return Optional.<Outcome>empty();
                        })
                        .onErrorResume(error -> Mono.just(notTaken(run, command, Fault.unwrap(error)))));
    }

    /** Empty if the registry has answered, if not well. */
    private Optional<Outcome> notTaken(Run run, Command command, Throwable error) {
        if (Fault.isRefusal(error)) {
            answers.told(command, ErrorText.of(error));
            run.failed("report", error, 1);
            return Optional.empty();
        }
        if (Outage.is(error)) {
            environment.unanswered().add(key);
        }
        return Optional.of(backOff(run, "report", error, "report failed: " + ErrorText.of(error)));
    }

    private Outcome refused(String refusal) {
        return new Outcome.Await(
                "the registry to go on, which refused the last report: " + refusal + "; to tell it again: " + retry());
    }

    private void succeeded() {
        failures = 0;
        delay = Duration.ZERO;
        held = null;
    }

    private Outcome.BackOff backOff(Run run, String what, Throwable error, String why) {
        run.failed(what, error, Math.max(1, failures));
        delay = environment.backoff().next(delay, environment.random());
        return new Outcome.BackOff(run.now().plus(delay), why);
    }
}
