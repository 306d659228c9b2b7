package io.vedette.engine;

import io.vedette.engine.Trouble.Source;
import io.vedette.engine.internal.Input;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** Follows what activities wait for. A wait that fails is over too, but only after a back-off, or the two would spin. */
final class Waits<K> {

    private final EngineLoop<K> loop;

    Waits(EngineLoop<K> loop) {
        this.loop = loop;
    }

    void begin(Activity<K> activity, Outcome.Wait wait) {
        // A later wait of the same activity has another token, so the end of one that was given up is told apart.
        Object token = new Object();
        Busy<K> busy = activity.busy();
        Watch<Object> watch =
                new Watch<>(Context.empty(), (value, error) -> loop.post(() -> ended(activity, token, error)));
        busy.wait = watch;
        busy.waitToken = token;
        watch.follow(wait.until());
    }

    void giveUp(Activity<K> activity) {
        Busy<K> busy = activity.busy();
        Watch<?> watch = busy.wait;
        busy.wait = null;
        busy.waitToken = null;
        if (watch != null) {
            loop.guarded(activity, "cancelling a wait failed", watch::cancel);
        }
    }

    private void ended(Activity<K> activity, Object token, @Nullable Throwable error) {
        Busy<K> busy = activity.busy;
        if (busy == null || busy.waitToken != token) {
            return;
        }
        busy.wait = null;
        busy.waitToken = null;
        if (error == null) {
            loop.troubles().clear(activity, Source.WAIT);
            loop.apply(activity, Input.Plain.WAIT_OVER);
        } else {
            String text = loop.text(error);
            loop.apply(activity, new Input.WaitFailed(loop.troubles().backOff(activity, Source.WAIT, text, error)));
        }
        activity.tidy();
    }
}
