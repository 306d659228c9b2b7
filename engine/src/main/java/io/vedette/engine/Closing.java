package io.vedette.engine;

import io.vedette.engine.ActivityState.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The end of an engine: what rests ends at once, what is in a fetch or an effect may finish it, and at the deadline
 * everything is cancelled. A watchdog outside the loop completes the close also when an activity blocks the loop.
 */
final class Closing<K> {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final EngineLoop<K> loop;
    private final Settings<K> settings;
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private Disposable deadline = Disposables.disposed();
    private @Nullable Disposable watchdog;
    private boolean begun;
    private boolean done;

    Closing(EngineLoop<K> loop, Settings<K> settings) {
        this.loop = loop;
        this.settings = settings;
    }

    boolean begun() {
        return begun;
    }

    /** Any thread. */
    Mono<Void> close(Duration after) {
        return Mono.defer(() -> {
            Duration bounded = after.isNegative() ? Duration.ZERO : after.compareTo(LONGEST) > 0 ? LONGEST : after;
            Disposable dog = Schedulers.parallel()
                    .schedule(this::giveUp, bounded.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            loop.post(() -> begin(bounded, dog));
            return closed.asMono();
        });
    }

    void finishIfDone() {
        if (!begun || done || loop.counters().in(Kind.RUNNING) > 0) {
            return;
        }
        done = true;
        deadline.dispose();
        loop.timers().stop();
        if (watchdog != null) {
            watchdog.dispose();
        }
        try {
            closed.tryEmitEmpty();
        } finally {
            dispose();
        }
    }

    private void begin(Duration after, Disposable dog) {
        if (begun) {
            dog.dispose();
            return;
        }
        begun = true;
        watchdog = dog;
        for (Activity<K> activity : all()) {
            if (after.isZero() || !mayFinish(activity)) {
                loop.end(activity);
            }
        }
        if (!after.isZero()) {
            deadline = loop.mailbox().post(this::endAll, after);
        }
    }

    private boolean mayFinish(Activity<K> activity) {
        RunControl<K> run = activity.busy == null ? null : activity.busy.run;
        if (run == null) {
            return false;
        }
        EffectCall<K, ?> call = run.effects.peek();
        return call == null || call.stage == EffectCall.Stage.RUNNING;
    }

    private void endAll() {
        all().forEach(loop::end);
    }

    private List<Activity<K>> all() {
        List<Activity<K>> all = new ArrayList<>();
        ActivityTable<K>.Scan scan = loop.table().scan();
        for (Activity<K> first = scan.next(); first != null; first = scan.next()) {
            for (Activity<K> each = first; each != null; each = each.next) {
                all.add(each);
            }
        }
        return all;
    }

    private void giveUp() {
        closed.tryEmitEmpty();
        // The deadline's timer dies with the worker; a loop that is blocked does this when it comes back.
        loop.post(this::endAll);
        dispose();
    }

    private void dispose() {
        loop.mailbox().dispose();
        if (settings.ownsScheduler()) {
            settings.scheduler().dispose();
        }
    }
}
