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
 * Passes what happens in the engine on to the listener and the log. An observer's activities never wait for each other, so
 * whatever the engine puts off is a read. Reads that fail because the registry does not answer, or cannot then, are logged
 * for debugging only: one line says so for all.
 */
final class EngineNews implements EngineListener<EntityKey> {

    private static final Logger log = LoggerFactory.getLogger(EngineNews.class);

    private final ObserverListener listener;
    private final Refusals refusals;

    EngineNews(ObserverListener listener, Refusals refusals) {
        this.listener = listener;
        this.refusals = refusals;
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
        // A read that falls short of what was announced fails without an error, after the run has acted.
        boolean first = activity instanceof EntityActivity known && known.isFirst(error == null);
        entries.put(LogKeys.PHASE, LogContext.phase(first));
        entries.put(LogKeys.ATTEMPT, Integer.toString(count));
        boolean outage = false;
        if (error != null && Outage.is(error)) {
            outage = true;
            refusals.met(Refusals.Kind.READS, error);
        }
        try (LogContext about = LogContext.open(entries)) {
            if (count == 1 && !outage) {
                log.warn("{} cannot be read, which is tried again: {}", activity.key(), why);
            } else {
                log.debug("{} could not be read {} times, which is tried again: {}", activity.key(), count, why);
            }
        }
    }
}
