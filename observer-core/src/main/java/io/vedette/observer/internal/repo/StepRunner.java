package io.vedette.observer.internal.repo;

import io.vedette.domain.Command;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowCommand;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.observer.StrongError;
import io.vedette.observer.internal.EntityKey;
import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.internal.Outage;
import io.vedette.workflows.Step;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * One run of a repository's activity: does the open steps that are due, one after the other, and says how the activity
 * rests.
 *
 * <p>An effect that failed is judged by {@link Fault}. Its result goes to the registry by a command; while the registry
 * does not answer, the result is kept and only the command is tried again.
 */
final class StepRunner {

    private final RepoEnvironment environment;
    private final Run run;
    private final Awake awake;
    private final Calls calls;
    private final StepLog log;

    StepRunner(RepoEnvironment environment, Run run, Awake awake) {
        this.environment = environment;
        this.run = run;
        this.awake = awake;
        this.calls = new Calls(environment, run, awake);
        this.log = new StepLog(environment, run, EntityKey.of(repo().aggregate()));
    }

    /** Goes on until nothing is due. */
    Mono<Outcome> go() {
        return Mono.defer(() -> {
            Plan plan = awake.plan(environment);
            if (plan.broken() != null) {
                return Mono.just(new Outcome.Park(plan.broken() + "; nothing is done for it until that is mended"));
            }
            for (OpenStep open : plan.steps()) {
                if (awake.attempts.holding(open, run.now()) == null) {
                    return perform(open)
                            .flatMap(outcome -> outcome.map(Mono::just).orElseGet(this::go));
                }
            }
            return Mono.just(rest(plan));
        });
    }

    private Outcome rest(Plan plan) {
        Attempts.Attempt first = null;
        for (OpenStep open : plan.steps()) {
            Attempts.Attempt each = awake.attempts.holding(open, Instant.MIN);
            if (each != null && (first == null || each.due().isBefore(first.due()))) {
                first = each;
            }
        }
        if (first != null) {
            return new Outcome.BackOff(first.due(), first.why());
        }
        if (plan.over()) {
            return Outcome.end();
        }
        if (!awake.ledger().hasError(awake.sight())) {
            run.recovered();
        }
        return plan.waitingFor() == null ? Outcome.sleep() : new Outcome.Await(plan.waitingFor());
    }

    /** Empty if the run goes on. */
    private Mono<Optional<Outcome>> perform(OpenStep open) {
        Report known = awake.report(open);
        if (known != null) {
            return tellRegistry(known);
        }
        if (open.work() != null && open.work().step() instanceof Step.Post post) {
            return tellRegistry(Report.done(open, post.command()));
        }
        return calls.carryOut(open)
                .map(Verdict::of)
                .onErrorResume(error -> Mono.just(judge(open, Fault.unwrap(error))))
                .flatMap(
                        verdict -> verdict.report().map(this::tellRegistry).orElseGet(() -> Mono.just(verdict.rest())));
    }

    /** What became of an effect: either there is something to report, or the run rests or goes on. */
    private record Verdict(Optional<Report> report, Optional<Outcome> rest) {
        static Verdict of(Report report) {
            return new Verdict(Optional.of(report), Optional.empty());
        }

        static Verdict rest(Outcome outcome) {
            return new Verdict(Optional.empty(), Optional.of(outcome));
        }

        static Verdict goOn() {
            return new Verdict(Optional.empty(), Optional.empty());
        }
    }

    private Verdict judge(OpenStep open, Throwable error) {
        Fault fault = Fault.of(error);
        boolean last = fault == Fault.STORED
                || fault == Fault.STRONG
                || (fault == Fault.WEAK && awake.attempts.failures(open) + 1 >= Attempts.MOST);
        Work work = open.work();
        if (last && work != null && work.step() instanceof Step.Do effect && effect.failed() != null) {
            givenUp(open, error, awake.attempts.failures(open) + 1, "its workflow is told");
            awake.answers.failed(work, StoredMessage.reason(error));
            awake.attempts.forget(open);
            return Verdict.goOn();
        }
        return switch (fault) {
            case STORED -> Verdict.of(new Report(open, null, error));
            case STRONG -> {
                givenUp(open, error, awake.attempts.failures(open) + 1, "an error is stored");
                yield Verdict.of(storing(open, error));
            }
            case WEAK -> {
                int failures = awake.attempts.failures(open) + 1;
                if (failures >= Attempts.MOST) {
                    givenUp(open, error, failures, "an error is stored");
                    yield Verdict.of(storing(open, error));
                }
                run.failed(open.label(), error, failures);
                log.triedAgain(open, error, failures);
                awake.attempts.failed(
                        open,
                        run.now(),
                        open.label() + " failed " + failures + " of " + Attempts.MOST + " times: "
                                + ErrorText.of(error));
                yield Verdict.goOn();
            }
            case CANCELLED -> {
                log.cancelled(open, error, awake.attempts.failures(open));
                awake.attempts.postponed(open, run.now(), open.label() + " was cancelled: " + ErrorText.of(error));
                yield Verdict.goOn();
            }
            case UNAVAILABLE -> {
                String why = open.label() + " waits for the file server: " + ErrorText.of(error);
                int times = awake.attempts.postponed(open, run.now(), why);
                run.failed(open.label(), error, times);
                log.unavailable(open, error, times);
                yield Verdict.goOn();
            }
            case BROKEN -> {
                run.failed(open.label(), error, awake.attempts.failures(open) + 1);
                yield Verdict.rest(new Outcome.Park("the implementor's code for " + open.label() + " is broken: "
                        + ErrorText.of(error) + "; mend it and retry the repository"));
            }
        };
    }

    private Report storing(OpenStep open, Throwable error) {
        return new Report(open, new RepoCommand.SetRepoError(repo(), StoredMessage.of(run.now(), error)), error);
    }

    private Mono<Optional<Outcome>> tellRegistry(Report report) {
        Command command = report.command();
        if (command == null) {
            settle(report);
            return Mono.just(Optional.empty());
        }
        awake.keep(report);
        return calls.post(report.open(), command)
                .map(answer -> {
                    log.taken();
                    settle(report);
                    return Optional.<Outcome>empty();
                })
                .onErrorResume(error -> refused(report, Fault.unwrap(error)));
    }

    private Mono<Optional<Outcome>> refused(Report report, Throwable error) {
        OpenStep open = report.open();
        if (!Fault.isRefusal(error)) {
            String why = "the registry does not take the result of " + open.label() + ": " + ErrorText.of(error);
            int times = awake.attempts.postponed(open, run.now(), why);
            run.failed(open.label(), error, times);
            log.notTaken(open, error, times);
            if (Outage.is(error)) {
                environment.unanswered().add(EntityKey.of(repo().aggregate()));
            }
            return Mono.just(Optional.empty());
        }
        if (open.work() != null && report.command() instanceof WorkflowCommand told) {
            givenUp(open, error, 1, "its workflow has gone on, or goes on without it");
            awake.answers.told(told, ErrorText.of(error));
            awake.attempts.forget(open);
            awake.drop(report);
            return Mono.just(Optional.empty());
        }
        if (report.failed()) {
            return Mono.just(Optional.of(new Outcome.Park("the registry refuses to store the error of " + open.label()
                    + ": " + ErrorText.of(error) + "; mend the cause and retry the repository")));
        }
        StrongError refusal = new StrongError(
                "the registry refused the result of " + open.label() + ": " + ErrorText.of(error), error);
        givenUp(open, refusal, awake.attempts.failures(open) + 1, "an error is stored");
        return tellRegistry(storing(open, refusal));
    }

    private void settle(Report report) {
        OpenStep open = report.open();
        if (report.command() instanceof WorkflowCommand told) {
            awake.answers.told(told, "");
        }
        int failures = awake.attempts.failures(open) + 1;
        awake.settle(report);
        if (report.error() == null) {
            run.recovered();
            log.succeeded(open, failures);
        } else {
            run.failed(open.label(), report.error(), failures);
        }
    }

    private void givenUp(OpenStep open, Throwable error, int count, String then) {
        run.failed(open.label(), error, count);
        log.givenUp(open, error, count, then);
    }

    private RepoId repo() {
        return awake.sight().view().repo();
    }
}
