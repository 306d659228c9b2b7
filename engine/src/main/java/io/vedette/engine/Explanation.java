package io.vedette.engine;

import io.vedette.engine.ActivityState.Parked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one activity is doing.
 *
 * @param key its entity
 * @param lane the name of its lane
 * @param role its role
 * @param name what the activity calls itself, as a path
 * @param state where it stands
 * @param since since when
 * @param tail the version up to which it has folded
 * @param head the newest version that it has heard of; at least the tail
 * @param waitingFor what it waits for and who holds that
 * @param pausedSince since when an operator holds it; null if none does
 * @param pausedBy who holds it
 * @param obstacle why it may rest although not all is well, as an error that is stored; null if all is well
 * @param backOffReason why it tries again later, in the activity's own words; null if it did not say
 * @param effect the effect that runs
 * @param effectSince since when it runs
 * @param lastError the last error, until a success
 * @param errorCount how often in a row
 * @param nextTry when it tries again
 * @param pending steps that are left to do
 * @param unknownEvents events skipped as unknown
 * @param <K> identifies an entity
 */
public record Explanation<K>(
        K key,
        String lane,
        String role,
        @Nullable String name,
        ActivityState state,
        Instant since,
        long tail,
        long head,
        @Nullable String waitingFor,
        @Nullable Instant pausedSince,
        @Nullable String pausedBy,
        @Nullable String obstacle,
        @Nullable String backOffReason,
        @Nullable String effect,
        @Nullable Instant effectSince,
        @Nullable String lastError,
        int errorCount,
        @Nullable Instant nextTry,
        List<String> pending,
        long unknownEvents) {

    /** The same in a sentence: what it does, waits for or suffers from, since when, and when it goes on. */
    public String why() {
        return pausedSince == null ? whyUnheld() : "paused by " + pausedBy + " since " + pausedSince + "; " + whyHeld();
    }

    private String whyHeld() {
        return switch (state.kind()) {
            case RUNNING -> "what runs goes on to its end: " + whyUnheld();
            case WAITING, BACKING_OFF, PARKED -> whyUnheld();
            case READY, SLEEPING, ENDED -> "nothing begins before its resume";
        };
    }

    private String whyUnheld() {
        return switch (state.kind()) {
            case PARKED -> "parked since " + since + ": " + ((Parked) state).reason();
            case BACKING_OFF -> failed() + "; next try at " + nextTry + besides();
            case WAITING -> "waits since " + since + " for " + waitingFor;
            case READY -> "waits since " + since + " for " + waitingFor;
            case RUNNING -> running() + (lastError == null ? "" : "; before, " + failed());
            case SLEEPING -> obstacle != null ? obstacle : lastError != null ? lastError : "nothing is to be done";
            case ENDED -> "ended";
        };
    }

    private String running() {
        if (effect != null) {
            return effect + " runs since " + effectSince;
        }
        return waitingFor == null || pausedSince != null ? "at work since " + since : "waits for " + waitingFor;
    }

    /** What is tried again; an older obstacle is only said where nothing else is known. */
    private String failed() {
        if (backOffReason != null) {
            return backOffReason;
        }
        if (lastError == null) {
            return obstacle == null ? "what was not done yet is tried again" : obstacle;
        }
        return lastError + (errorCount > 1 ? " (" + errorCount + " times in a row)" : "");
    }

    private String besides() {
        return obstacle == null || obstacle.equals(failed()) ? "" : "; besides, " + obstacle;
    }
}
