package io.vedette.observer.internal;

import io.vedette.engine.Activity;
import io.vedette.engine.ActivityState;
import io.vedette.engine.EngineListener;
import io.vedette.engine.LogContext;
import io.vedette.observer.LogKeys;
import io.vedette.observer.ObserverListener;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what happens in the engine on to the listener and the log. Reads that fail because the registry does not answer
 * are logged for debugging only: the connection's line says so once for all.
 */
final class EngineNews implements EngineListener<EntityKey> {

    private static final Logger log = LoggerFactory.getLogger(EngineNews.class);

    private final ObserverListener listener;

    EngineNews(ObserverListener listener) {
        this.listener = listener;
    }

    @Override
    public void transition(Activity<EntityKey> activity, ActivityState from, ActivityState to) {
        if (listener != ObserverListener.NONE) {
            listener.stateChanged(activity.key().aggregate(), from, to);
        }
    }

    @Override
    public void backedOff(
            Activity<EntityKey> activity, String why, @Nullable Throwable error, int count, Instant until) {
        listener.retrying(activity.key().aggregate(), "read", count, why);
        Map<String, String> entries = new HashMap<>(activity.logEntries());
        entries.put(LogKeys.PHASE, LogContext.phase(activity.tail() == 0));
        entries.put(LogKeys.ATTEMPT, Integer.toString(count));
        try (LogContext about = LogContext.open(entries)) {
            if (count == 1 && (error == null || !Outage.is(error))) {
                log.warn("{} cannot be read, which is tried again: {}", activity.key(), why);
            } else {
                log.debug("{} could not be read {} times, which is tried again: {}", activity.key(), count, why);
            }
        }
    }
}
