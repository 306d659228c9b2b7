package io.vedette.observer.internal;

import io.vedette.engine.Activity;

/** An activity of an observer. It knows its first run, which takes in what was there when it was started. */
public abstract class EntityActivity extends Activity<EntityKey> {

    // As far as it matters: never, once, more often. All sleep with it, so it is small.
    private byte acts;

    /** A run has come to act. */
    protected final void acts() {
        if (acts < 2) {
            acts++;
        }
    }

    /**
     * Whether the run that is under way is the first.
     *
     * @param acted whether this run has come to act
     */
    final boolean isFirst(boolean acted) {
        return acts <= (acted ? 1 : 0);
    }
}
