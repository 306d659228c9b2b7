package io.vedette.observer.internal.repo;

import io.vedette.domain.Location;
import io.vedette.domain.Mark;
import org.jspecify.annotations.Nullable;

/**
 * What was done for a repository since its activity started. A step is settled for an input when it succeeded or ended
 * in a stored error, and stays so until a newer event changes its input. Immutable.
 *
 * <p>When nothing is open the ledger fits into a byte: {@link #packed} and {@link #unpacked}.
 *
 * @param served whether clients may be using it: enabling was tried, and not undone since
 * @param servedAt the version of the event that {@linkplain Sight#placed placed} it when enabling last succeeded; 0 if it
 *     failed since
 * @param disable the version for which closing failed for good
 * @param init the version for which initialisation is settled
 * @param enable the version for which enabling failed for good
 * @param remote the version for which the remote copy is settled
 * @param stored the version of the sight beside which an error was stored; until the next event it counts as seen
 */
public record Ledger(boolean served, long servedAt, long disable, long init, long enable, long remote, long stored) {

    private static final long NEVER = -1;

    private static final int THERE = 1;
    private static final int SERVED = 2;
    private static final int UP_TO_DATE = 4;
    private static final int DISABLE = 8;
    private static final int INIT = 16;
    private static final int ENABLE = 32;
    private static final int REMOTE = 64;

    /** Nothing was done yet; what a former process did is not known. */
    static Ledger atLoad(Sight sight, Scope scope) {
        Location place = sight.view().location();
        boolean ours = place != null && scope.owns(place);
        return new Ledger(ours && sight.mayStillBeServed(), 0, 0, 0, 0, 0, NEVER);
    }

    boolean isSettled(OpenStep open) {
        long settled = switch (open.step()) {
            case DISABLE -> disable;
            case INIT -> init;
            case ENABLE -> enable;
            case ATTACH_REMOTE -> remote;
            case WORKFLOW -> NEVER;
        };
        return open.input().version() <= settled;
    }

    /** Whether clients reach it where it is now. */
    boolean isServedAt(@Nullable Mark placed) {
        return served && placed != null && servedAt == placed.version();
    }

    /** Opening or closing it is about to be tried; until that succeeds it is not known whether clients reach it. */
    Ledger inDoubt() {
        return new Ledger(true, 0, disable, init, enable, remote, stored);
    }

    /** An error was stored that this sight may not show yet. */
    Ledger stored(Sight sight) {
        return new Ledger(served, servedAt, disable, init, enable, remote, sight.version());
    }

    /** Whether an error is stored as far as we know. */
    boolean hasError(Sight sight) {
        return sight.view().error() != null || stored == sight.version();
    }

    /** A step succeeded. */
    Ledger succeeded(OpenStep open, Sight sight) {
        Mark placed = sight.placed();
        return switch (open.step()) {
            case DISABLE -> new Ledger(false, 0, 0, init, enable, remote, stored);
            case ENABLE -> new Ledger(true, placed == null ? 0 : placed.version(), 0, init, 0, remote, stored);
            case INIT, ATTACH_REMOTE -> failed(open);
            case WORKFLOW -> this;
        };
    }

    /** A step ended in a stored error. */
    Ledger failed(OpenStep open) {
        long version = open.input().version();
        return switch (open.step()) {
            case DISABLE -> new Ledger(served, servedAt, version, init, enable, remote, stored);
            case INIT -> new Ledger(served, servedAt, disable, version, enable, remote, stored);
            case ENABLE -> new Ledger(served, servedAt, disable, init, version, remote, stored);
            case ATTACH_REMOTE -> new Ledger(served, servedAt, disable, init, enable, version, stored);
            case WORKFLOW -> this;
        };
    }

    /** The ledger as it is worth keeping beside this sight. */
    byte packed(Sight sight) {
        int bits = THERE;
        bits |= served ? SERVED : 0;
        bits |= isServedAt(sight.placed()) ? UP_TO_DATE : 0;
        if (sight.view().located() != null) {
            bits |= isSettled(new OpenStep(RepoStep.DISABLE, sight.input(RepoStep.DISABLE))) ? DISABLE : 0;
            bits |= isSettled(new OpenStep(RepoStep.INIT, sight.input(RepoStep.INIT))) ? INIT : 0;
            bits |= isSettled(new OpenStep(RepoStep.ENABLE, sight.input(RepoStep.ENABLE))) ? ENABLE : 0;
            bits |= isSettled(new OpenStep(RepoStep.ATTACH_REMOTE, sight.input(RepoStep.ATTACH_REMOTE))) ? REMOTE : 0;
        }
        return (byte) bits;
    }

    /** Whether a byte holds a ledger. */
    static boolean isThere(byte packed) {
        return (packed & THERE) != 0;
    }

    /**
     * The ledger that was packed beside this sight. Whatever was settled then was settled for all that the sight has
     * seen.
     */
    static Ledger unpacked(byte packed, Sight sight) {
        long seen = sight.version();
        Mark placed = sight.placed();
        return new Ledger(
                (packed & SERVED) != 0,
                (packed & UP_TO_DATE) != 0 && placed != null ? placed.version() : 0,
                (packed & DISABLE) != 0 ? seen : 0,
                (packed & INIT) != 0 ? seen : 0,
                (packed & ENABLE) != 0 ? seen : 0,
                (packed & REMOTE) != 0 ? seen : 0,
                NEVER);
    }
}
