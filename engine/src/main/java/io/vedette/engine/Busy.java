package io.vedette.engine;

import io.vedette.engine.internal.Deadlines;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an activity needs while it does anything but sleep in peace. */
final class Busy<K> extends Deadlines.Entry {

    final Activity<K> activity;

    /** The news of the one pending signal. */
    @Nullable
    Object news;

    @Nullable
    RunControl<K> run;

    @Nullable
    Watch<?> wait;

    @Nullable
    Object waitToken;

    @Nullable
    Trouble trouble;

    /** Why the activity backs off, in its own words. */
    @Nullable
    String why;

    @Nullable
    Hold hold;

    /**
     * An operator holds the activity.
     *
     * @param by who
     * @param since since when
     */
    record Hold(String by, Instant since) {}

    Busy(Activity<K> activity) {
        this.activity = activity;
    }

    boolean empty() {
        return news == null
                && run == null
                && wait == null
                && trouble == null
                && why == null
                && hold == null
                && !armed();
    }
}
