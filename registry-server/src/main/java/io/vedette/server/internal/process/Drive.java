package io.vedette.server.internal.process;

import io.vedette.domain.Command;
import io.vedette.domain.Refusal;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.server.internal.Refused;
import io.vedette.workflows.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One run of a workflow: asks its definition for the next step, takes it, looks again and asks again, until there is
 * something to wait for. Each step is found again from the histories, so a restart between any two changes nothing.
 */
final class Drive {

    /** No run of a workflow that comes to rest takes so many. */
    private static final int STEPS = 100;

    private static final String RESTLESS = "it has taken " + STEPS + " steps and does not come to rest";

    /** No timer lives longer; more milliseconds may not fit a number. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /**
     * A command and what was seen when it was posted.
     *
     * @param command that was accepted
     * @param sight before that
     */
    private record Posted(Command command, Sight sight) {}

    private final Office office;
    private final WorkflowId workflow;
    private final Run run;
    private int steps;
    private long reached;
    private @Nullable Posted posted;
    private Step.@Nullable Wait waits;
    private @Nullable Sight restless;

    /**
     * A run that has not begun.
     *
     * @param restless what an earlier run saw last that did not come to rest; null if there was none. Its own events are no
     *     reason to begin again
     */
    Drive(Office office, WorkflowId workflow, Run run, @Nullable Sight restless) {
        this.office = office;
        this.workflow = workflow;
        this.run = run;
        this.restless = restless;
    }

    /** What a wait is for, and who is to do it. */
    static String text(Step.Wait wait) {
        return wait.what() + ", which is for " + wait.who();
    }

    /** What it came to wait for; null if it did not. */
    Step.@Nullable Wait waits() {
        return waits;
    }

    /** What it saw last, if it did not come to rest. */
    @Nullable
    Sight restless() {
        return restless;
    }

    /** The version of the workflow that it has seen. */
    long reached() {
        return reached;
    }

    /** Goes on as far as it can. An error means that the store or the handler cannot now, so that later is soon enough. */
    Mono<Outcome> go() {
        return look().flatMap(this::goOn);
    }

    private Mono<Sight> look() {
        return run.effect("look", Sight.look(office, workflow))
                .doOnNext(sight -> reached = Math.max(reached, sight.view().version()));
    }

    private Mono<Outcome> goOn(Sight sight) {
        if (++steps > STEPS || (restless != null && sight.isAsOld(restless))) {
            restless = sight;
            return park(sight, RESTLESS);
        }
        restless = null;
        String obstacle = sight.obstacle(office.folded().workflows().kinds());
        if (obstacle != null) {
            return park(sight, obstacle);
        }
        if (!sight.others().isEmpty()) {
            return first(sight, "reject", Rejections.post(office, sight));
        }
        if (sight.own() != null && office.mustRestore(sight.own())) {
            return first(
                    sight,
                    "restore",
                    office.restore(sight.own().registry(), sight.own().repo()));
        }
        return decide(sight, sight::next);
    }

    /** Clears away what stands before all else, then goes on. */
    private Mono<Outcome> first(Sight sight, String what, Mono<Void> work) {
        return run.effect(what, refusalOf(work))
                .flatMap(refused -> refused.isPresent()
                        ? park(sight, what + " was refused: " + refused.get().message())
                        : go());
    }

    /** A definition that breaks its word stops its own workflows, and nobody else. */
    private Mono<Outcome> decide(Sight sight, Supplier<Step> decision) {
        Step step;
        try {
            step = decision.get();
        } catch (RuntimeException broken) {
            return park(sight, "its definition is broken: " + broken);
        }
        if (step instanceof Step.Post post) {
            return post(sight, post);
        }
        if (step instanceof Step.Wait wait) {
            return await(sight, wait);
        }
        if (step instanceof Step.Ask ask) {
            return await(sight, new Step.Wait(ask.task(), "a person", null));
        }
        return step instanceof Step.Do wanted
                ? park(sight, "it wants " + wanted.call().name() + " of the registry, which carries out no effects")
                : Mono.just(Outcome.end());
    }

    private Mono<Outcome> await(Sight sight, Step.Wait wait) {
        Step.Limit limit = wait.limit();
        if (limit == null) {
            waits = wait;
            return Mono.just(Outcome.sleep());
        }
        Duration since = within(limit.sinceStart());
        long left = sight.view().startedMillis()
                + since.toMillis()
                - office.folded().time().millis();
        if (left <= 0) {
            return decide(sight, limit::then);
        }
        waits = wait;
        return Mono.just(new Outcome.BackOff(run.now().plusMillis(left), "waits for " + text(wait)));
    }

    private static Duration within(Duration limit) {
        return limit.isNegative() ? Duration.ZERO : limit.compareTo(FOR_EVER) > 0 ? FOR_EVER : limit;
    }

    private Mono<Outcome> post(Sight sight, Step.Post post) {
        Command command = post.command();
        Posted before = posted;
        if (before != null && before.command().equals(command) && before.sight().isAsOld(sight)) {
            return park(sight, name(command) + " was accepted, but changed nothing, and is wanted again");
        }
        posted = new Posted(command, sight);
        var key = StepId.of(workflow, sight.view().version(), command, sight.version(command.target()));
        return run.effect("command." + name(command), refusalOf(office.post(key, command)))
                .flatMap(refused -> look().flatMap(
                                seen -> refused.isPresent() ? refused(sight, seen, post, refused.get()) : goOn(seen)));
    }

    /** What was refused because somebody else was faster is not wanted any more. */
    private Mono<Outcome> refused(Sight before, Sight now, Step.Post post, Refusal refusal) {
        if (!now.isAsOld(before)) {
            return goOn(now);
        }
        if (++steps > STEPS) {
            return park(now, RESTLESS);
        }
        var otherwise = post.refused();
        return otherwise == null
                ? park(now, name(post.command()) + " was refused: " + refusal.message())
                : decide(now, () -> otherwise.apply(refusal));
    }

    /** Why it was refused for good; empty if it was done. */
    private static Mono<Optional<Refusal>> refusalOf(Mono<Void> work) {
        return work.then(Mono.just(Optional.<Refusal>empty()))
                .onErrorResume(Drive::isFinal, error -> Mono.just(Optional.of(refusal(error))));
    }

    private static boolean isFinal(Throwable error) {
        return error instanceof IllegalArgumentException
                || (error instanceof Refused refused
                        && refused.refusal().code() != Refusal.Code.UNAVAILABLE
                        && refused.refusal().code() != Refusal.Code.VERSION_CONFLICT);
    }

    private static Refusal refusal(Throwable error) {
        return error instanceof Refused refused
                ? refused.refusal()
                : new Refusal(Refusal.Code.INVALID_ARGUMENT, String.valueOf(error.getMessage()), Map.of());
    }

    private static String name(Command command) {
        return command.getClass().getSimpleName();
    }

    private Mono<Outcome> park(Sight sight, String why) {
        String kind = sight.view().kind() == null ? "" : " (" + sight.view().kind() + ")";
        return Mono.just(new Outcome.Park("workflow " + workflow + kind + " cannot go on: " + why
                + "; mend that, then: vedette retry workflow " + workflow));
    }
}
