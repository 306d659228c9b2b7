package io.vedette.engine;

import io.vedette.engine.internal.Standing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What one entity does when it has news. The engine runs an activity as: {@link #fold}, or where that does not suffice
 * {@link #fetch}, then {@link #act}; then it rests as the {@link Outcome} says. At most one run of an activity is under
 * way, and runs of activities with equal keys and different roles have their effects one after the other, in the order
 * in which the activities were started.
 *
 * <p>A million of them sleep at a time: an implementation keeps nothing but its identity, its tail and a few flags
 * between runs.
 *
 * <p>All methods but {@link #act}'s effects are called on the engine's loop and must not block.
 *
 * @param <K> identifies an entity; small, with {@code equals} and {@code hashCode}
 */
public abstract class Activity<K> {

    /** Its first fetch succeeded. */
    static final int LOADED = 1;

    /** {@code act} was called. */
    static final int ACTED = 2;

    /** It is in a ready queue. */
    static final int QUEUED = 4;

    /** A signal is pending that no run has taken up. */
    static final int SIGNALLED = 8;

    /** It was started again while it was there, and has not begun a fetch since. */
    static final int WANTED = 16;

    /** It was woken while a run was under way, and runs once more. */
    static final int WOKEN = 32;

    // All that the engine keeps of a sleeping activity; the rest is in Busy, which a sleeping one lacks.
    Standing standing = Standing.ENDED;
    long head;
    long since;

    @Nullable
    Busy<K> busy;
    /** The next activity of the same entity, in the order of their start. */
    @Nullable
    Activity<K> next;

    private byte flags;

    /** The entity. Always the same. */
    public abstract K key();

    /** Tells activities of the same entity apart; the pair of key and role is unique in an engine. */
    public abstract String role();

    /** What people call the part that it plays at present; the role unless it says otherwise. */
    public String part() {
        return role();
    }

    /** Which share of the fetch budget it draws on. Always the same. */
    public abstract Lane lane();

    /** The version up to which this activity has folded the entity's history; 0 at first. */
    public abstract long tail();

    /**
     * Folds news that came with a signal.
     *
     * @return whether the news continued the tail, so that no fetch is needed
     */
    public abstract boolean fold(Object news);

    /**
     * Fetches what is after the tail and folds it, until the source would block. Runs under the fetch budget, which it
     * gives back when it terminates. An error is tried again after a back-off. A {@link PoisonException}, an
     * {@link Error}, or anything this method itself throws parks the activity: a fold that cannot digest an event
     * signals {@code PoisonException}. Elements may be folded on whatever thread brings them.
     */
    public abstract Mono<Void> fetch();

    /**
     * Acts on the state that was reached. Holds no budget by itself; each effect goes through {@link Run#effect}, whose
     * result comes back on the loop. An error that is not turned into an {@link Outcome} parks the activity, and so
     * does a completion without an outcome.
     */
    public abstract Mono<Outcome> act(Run run);

    /**
     * Called once when the activity has ended or the engine closes; drops what it holds. Not called for one that never
     * was started, because its like was there already or the engine was closed.
     */
    public void ended() {}

    /**
     * Whether news may mend what it is parked for, so that they are as good as an operator's retry. Unless it says otherwise
     * they are not.
     */
    public boolean mendedByNews() {
        return false;
    }

    /** What log lines about this activity carry beside its phase and attempt, as entries of the {@code MDC}. */
    public Map<String, String> logEntries() {
        return Map.of();
    }

    /** What people should know: a name (as a path), the steps that are left to do, and what is in their way. */
    public Description describe() {
        return new Description(null, List.of(), 0, null);
    }

    /**
     * An activity's word about itself.
     *
     * @param name as a path; null if not known
     * @param pending steps that are left to do
     * @param unknownEvents how many events were skipped as unknown
     * @param obstacle why it rests although not all is well, as an error that is stored; null if all is well
     */
    public record Description(
            @Nullable String name,
            List<String> pending,
            long unknownEvents,
            @Nullable String obstacle) {}

    final boolean has(int flag) {
        return (flags & flag) != 0;
    }

    final void set(int flag) {
        flags |= (byte) flag;
    }

    final void clear(int flag) {
        flags &= (byte) ~flag;
    }

    final Busy<K> busy() {
        Busy<K> there = busy;
        if (there == null) {
            there = new Busy<>(this);
            busy = there;
        }
        return there;
    }

    /** Drops the side object once it holds nothing. */
    final void tidy() {
        if (busy != null && busy.empty()) {
            busy = null;
        }
    }
}
