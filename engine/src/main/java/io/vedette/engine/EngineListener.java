package io.vedette.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Told of what happens in an engine, on its loop; must be quick and must not throw.
 *
 * @param <K> identifies an entity
 */
public interface EngineListener<K> {

    /** An activity went from one state to another. One that is new comes from {@link ActivityState.Ended}. */
    default void transition(Activity<K> activity, ActivityState from, ActivityState to) {}

    /**
     * The engine puts an activity off: a fetch or a wait failed, or a fetch fell short of the head that was announced.
     *
     * @param why for people
     * @param error what was thrown; null where nothing was
     * @param count how often in a row
     * @param until when it is tried again
     */
    default void backedOff(Activity<K> activity, String why, @Nullable Throwable error, int count, Instant until) {}

    /** An effect of an activity was subscribed. */
    default void effectStarted(Activity<K> activity, String effect) {}

    /** An effect of an activity completed, failed or was cancelled. */
    default void effectEnded(Activity<K> activity, String effect) {}
}
