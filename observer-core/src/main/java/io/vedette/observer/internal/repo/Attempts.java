package io.vedette.observer.internal.repo;

import io.vedette.engine.Backoff;
import io.vedette.engine.StepRetries;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often the open steps of one repository failed, and when they are due again. A step's count and back-off begin anew
 * when it succeeds or its input changes, and with nothing else.
 */
final class Attempts {

    /** After so many failures in a row a weak error is stored. */
    static final int MOST = 5;

    private final Backoff backoff;
    private final RandomGenerator random;
    private final Map<OpenStep.Task, Attempt> attempts = new HashMap<>();
    private StepRetries<OpenStep.Task> retries;

    Attempts(Backoff backoff, RandomGenerator random) {
        this.backoff = backoff;
        this.random = random;
        retries = new StepRetries<>(backoff);
    }

    /**
     * A step that failed.
     *
     * @param open the step and its input
     * @param failures that count
     * @param postponed how often in a row it was put off without a failure that counts
     * @param due when it is tried again
     * @param why for people
     */
    record Attempt(OpenStep open, int failures, int postponed, Instant due, String why) {}

    /** How often it failed for this input. */
    int failures(OpenStep open) {
        Attempt attempt = of(open);
        return attempt == null ? 0 : attempt.failures();
    }

    /** The failed attempt that the step waits for; null when it is due. */
    @Nullable
    Attempt holding(OpenStep open, Instant now) {
        Attempt attempt = of(open);
        return attempt == null || !attempt.due().isAfter(now) ? null : attempt;
    }

    /** The step failed in a way that counts, and is tried again later. */
    void failed(OpenStep open, Instant now, String why) {
        note(open, why, 0, retries.failed(open.task(), open.input().version(), now, random));
    }

    /** The step is tried again later, through no fault of its own. Returns how often in a row. */
    int postponed(OpenStep open, Instant now, String why) {
        Attempt last = of(open);
        int times = last == null ? 1 : last.postponed() + 1;
        note(open, why, times, retries.postponed(open.task(), open.input().version(), now, random));
        return times;
    }

    private void note(OpenStep open, String why, int postponed, StepRetries.Failure failure) {
        attempts.put(open.task(), new Attempt(open, failure.attempt(), postponed, failure.nextTry(), why));
    }

    /** The step is due now; if it fails again, its back-off goes on growing. */
    void hasten(OpenStep.Task task) {
        attempts.computeIfPresent(
                task,
                (same, last) -> new Attempt(last.open(), last.failures(), last.postponed(), Instant.MIN, last.why()));
    }

    /** The step is settled. */
    void forget(OpenStep open) {
        attempts.remove(open.task());
        retries.succeeded(open.task());
    }

    /** An operator wants everything tried at once. */
    void forgive() {
        attempts.clear();
        retries = new StepRetries<>(backoff);
    }

    private @Nullable Attempt of(OpenStep open) {
        Attempt attempt = attempts.get(open.task());
        return attempt != null && attempt.open().equals(open) ? attempt : null;
    }
}
