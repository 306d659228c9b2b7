package io.vedette.engine.internal;

import io.vedette.engine.ActivityState;
import io.vedette.engine.ActivityState.Kind;

/**
 * Where an activity stands, and whether an operator holds it. The standings without data exist once, so a sleeping
 * activity owns none.
 *
 * @param state where it stands
 * @param held while true no run begins
 */
public record Standing(ActivityState state, boolean held) {

    public static final Standing ENDED = new Standing(new ActivityState.Ended(), false);
    private static final Standing[] READY = both(new ActivityState.Ready());
    private static final Standing[] RUNNING = both(new ActivityState.Running());
    private static final Standing[] SLEEPING = both(new ActivityState.Sleeping());

    /** The standing of these values; shared where the state carries no data. */
    public static Standing of(ActivityState state, boolean held) {
        int index = held ? 1 : 0;
        return switch (state.kind()) {
            case READY -> READY[index];
            case RUNNING -> RUNNING[index];
            case SLEEPING -> SLEEPING[index];
            case ENDED -> ENDED;
            case WAITING, BACKING_OFF, PARKED -> new Standing(state, held);
        };
    }

    public Kind kind() {
        return state.kind();
    }

    /** Whether it is queued for a run or has one under way. */
    public boolean active() {
        Kind kind = kind();
        return kind == Kind.RUNNING || (kind == Kind.READY && !held);
    }

    private static Standing[] both(ActivityState state) {
        return new Standing[] {new Standing(state, false), new Standing(state, true)};
    }
}
