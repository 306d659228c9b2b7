package io.vedette.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One activity's ledger of failing steps: which step failed how often, for which input, and when it is due again. Each
 * step has its own back-off; only its success, or new input, resets it. The input of a step is told by the version of
 * the event that last changed it: a larger one makes the step due at once and counts from the beginning.
 *
 * <p>A linked list, as few steps fail at a time. An activity keeps {@code null} in place of an empty ledger, see
 * {@link #orNull}. How many failures are too many is the caller's decision. Not thread-safe.
 *
 * @param <S> identifies a step; with {@code equals}
 */
public final class StepRetries<S> {

    /**
     * What became of a failure.
     *
     * @param attempt how often the step has failed in a row for its input
     * @param nextTry when it is due again
     */
    public record Failure(int attempt, Instant nextTry) {}

    private record Entry<S>(
            S step,
            long input,
            int failures,
            Duration delay,
            Instant nextTry,
            @Nullable Entry<S> rest) {}

    private final Backoff backoff;
    private @Nullable Entry<S> first;

    /** An empty ledger with the standard back-off. */
    public StepRetries() {
        this(Backoff.standard());
    }

    public StepRetries(Backoff backoff) {
        this.backoff = backoff;
    }

    /** Whether a step may be tried: it has not failed, its input is new, or its back-off is over. */
    public boolean due(S step, long input, Instant now) {
        Entry<S> entry = find(step);
        return entry == null || input > entry.input || !now.isBefore(entry.nextTry);
    }

    /** Counts a failure of a step. */
    public Failure failed(S step, long input, Instant now, RandomGenerator random) {
        return note(step, input, 1, now, random);
    }

    /** Puts a step off as after a failure, without counting one: its call was cancelled. */
    public Failure postponed(S step, long input, Instant now, RandomGenerator random) {
        return note(step, input, 0, now, random);
    }

    /** Forgets a step. */
    public void succeeded(S step) {
        first = without(first, step);
    }

    /** How often a step has failed in a row. */
    public int failures(S step) {
        Entry<S> entry = find(step);
        return entry == null ? 0 : entry.failures;
    }

    /** When the first of the failing steps is due. */
    public Optional<Instant> nextTry() {
        Instant earliest = null;
        for (Entry<S> each = first; each != null; each = each.rest) {
            if (earliest == null || each.nextTry.isBefore(earliest)) {
                earliest = each.nextTry;
            }
        }
        return Optional.ofNullable(earliest);
    }

    public boolean isEmpty() {
        return first == null;
    }

    /** This ledger, or null if it is empty. */
    public @Nullable StepRetries<S> orNull() {
        return isEmpty() ? null : this;
    }

    private Failure note(S step, long input, int more, Instant now, RandomGenerator random) {
        Entry<S> last = find(step);
        if (last == null || input > last.input) {
            last = new Entry<>(step, input, 0, Duration.ZERO, now, null);
        }
        Duration delay = backoff.next(last.delay, random);
        int failures = last.failures + more;
        first = new Entry<>(step, last.input, failures, delay, now.plus(delay), without(first, step));
        return new Failure(failures, now.plus(delay));
    }

    private @Nullable Entry<S> find(S step) {
        for (Entry<S> each = first; each != null; each = each.rest) {
            if (each.step.equals(step)) {
                return each;
            }
        }
        return null;
    }

    private static <S> @Nullable Entry<S> without(@Nullable Entry<S> entry, S step) {
        if (entry == null) {
            return null;
        }
        Entry<S> rest = without(entry.rest, step);
        return entry.step.equals(step)
                ? rest
                : new Entry<>(entry.step, entry.input, entry.failures, entry.delay, entry.nextTry, rest);
    }
}
