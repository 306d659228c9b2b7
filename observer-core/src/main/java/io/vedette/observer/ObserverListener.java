package io.vedette.observer;

import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.engine.ActivityState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Told of what an observer does. Calls come from several threads, those for one repository in order; they must be quick
 * and must not block. What they throw is logged, as a warning once, and changes nothing.
 */
public interface ObserverListener {

    /** Told of nothing. */
    ObserverListener NONE = new ObserverListener() {};

    /** An observer was built that tells this listener from now on. */
    default void attached(Observer observer) {}

    /**
     * A call began.
     *
     * @param effect as {@code initializer.initRepo} or {@code command.confirmShadow}
     */
    default void effectStarted(Cause cause, String effect) {}

    /**
     * A call ended.
     *
     * @param took how long it ran
     * @param error why it failed; a {@link java.util.concurrent.CancellationException} if it was cancelled; null if it
     *     succeeded
     */
    default void effectEnded(Cause cause, String effect, Duration took, @Nullable Throwable error) {}

    /**
     * A history, or what is new of it, was read.
     *
     * @param entity whose history
     * @param events how many events it brought
     * @param took how long it lasted
     * @param error why it failed; a {@link java.util.concurrent.CancellationException} if it was cancelled; null if it
     *     succeeded
     */
    default void readEnded(AggregateId entity, int events, Duration took, @Nullable Throwable error) {}

    /**
     * Something is tried again after a back-off.
     *
     * @param what the label of a step; {@code read}; or {@code report} when the registry did not take a result
     * @param failures how often in a row it failed, cancelled calls apart
     * @param why for people
     */
    default void retrying(AggregateId entity, String what, int failures, String why) {}

    /** An activity, of a repository or of the registry itself, went from one state to another. */
    default void stateChanged(AggregateId activity, ActivityState from, ActivityState to) {}

    /** A repository's activity has nothing left to do for what it has seen. */
    default void rested(RepoStatus status) {}

    /** The connection to the registry changed. */
    default void healthChanged(Health health) {}

    /** The registry could not go on with its signals from where they ended, so that all heads were compared. */
    default void resynced(SignalFrame.Reason reason) {}
}
