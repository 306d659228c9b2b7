package io.vedette.engine;

import io.vedette.engine.Trouble.Source;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps each activity's last trouble, and chooses the engine's own back-offs from it. */
final class Troubles<K> {

    private final EngineLoop<K> loop;
    private final Settings<K> settings;

    Troubles(EngineLoop<K> loop, Settings<K> settings) {
        this.loop = loop;
        this.settings = settings;
    }

    /**
     * Counts a failure, chooses when to try again, and tells the listener.
     *
     * @param cause what was thrown, if anything
     */
    Instant backOff(Activity<K> activity, Source source, String error, @Nullable Throwable cause) {
        Trouble last = last(activity, source);
        Duration delay = settings.backoff().next(last == null ? Duration.ZERO : last.delay(), settings.random());
        count(activity, source, error, delay);
        Instant until = loop.now().plus(delay);
        int count = last == null ? 1 : last.count() + 1;
        loop.tell(listener -> listener.backedOff(activity, error, cause, count, until));
        return until;
    }

    void count(Activity<K> activity, Source source, String error, Duration delay) {
        Trouble last = last(activity, source);
        activity.busy().trouble = new Trouble(source, error, last == null ? 1 : last.count() + 1, delay);
    }

    /** Forgets a trouble, if it is the last one. */
    void clear(Activity<K> activity, Source source) {
        if (activity.busy != null && last(activity, source) != null) {
            activity.busy.trouble = null;
        }
    }

    /** Any thread: the activity tells of a failed step. */
    void stepFailed(RunControl<K> run, String step, Throwable error, int count) {
        loop.post(() -> {
            if (run.current()) {
                String text = step + ": " + loop.text(error);
                run.activity.busy().trouble = new Trouble(Source.STEP, text, count, Duration.ZERO);
            }
        });
    }

    /** Any thread: the activity tells that nothing is wrong any more. */
    void recovered(RunControl<K> run) {
        loop.post(() -> {
            if (run.current()) {
                run.activity.busy().trouble = null;
            }
        });
    }

    private @Nullable Trouble last(Activity<K> activity, Source source) {
        Trouble last = activity.busy == null ? null : activity.busy.trouble;
        return last != null && last.source() == source ? last : null;
    }
}
