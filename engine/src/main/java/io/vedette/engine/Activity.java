package io.vedette.engine;

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

    /** The entity. Always the same. */
    public abstract K key();

    /** Tells activities of the same entity apart; the pair of key and role is unique in an engine. */
    public abstract String role();

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
     * Fetches what is after the tail and folds it, until the source would block. Runs under the fetch budget. An error
     * is tried again after a back-off; an exception thrown while folding parks the activity.
     */
    public abstract Mono<Void> fetch();

    /**
     * Acts on the state that was reached. Holds no budget by itself; each effect goes through {@link Run#effect}. An
     * error that is not turned into an {@link Outcome} parks the activity.
     */
    public abstract Mono<Outcome> act(Run run);

    /** Called once when the activity has ended or the engine closes; drops what it holds. */
    public void ended() {}

    /** What people should know: a name (as a path) and the steps that are left to do. */
    public Description describe() {
        return new Description(null, java.util.List.of(), 0);
    }

    /**
     * An activity's word about itself.
     *
     * @param name as a path; null if not known
     * @param pending steps that are left to do
     * @param unknownEvents how many events were skipped as unknown
     */
    public record Description(@Nullable String name, java.util.List<String> pending, long unknownEvents) {}
}
