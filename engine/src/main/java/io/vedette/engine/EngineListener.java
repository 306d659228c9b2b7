package io.vedette.engine;

/**
 * Told of what happens in an engine, on its loop; must be quick and must not throw.
 *
 * @param <K> identifies an entity
 */
public interface EngineListener<K> {

    /** An activity went from one state to another. One that is new comes from {@link ActivityState.Ended}. */
    default void transition(Activity<K> activity, ActivityState from, ActivityState to) {}

    /** An effect of an activity was subscribed. */
    default void effectStarted(Activity<K> activity, String effect) {}

    /** An effect of an activity completed, failed or was cancelled. */
    default void effectEnded(Activity<K> activity, String effect) {}
}
