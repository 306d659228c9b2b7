package io.vedette.engine;

import io.vedette.engine.ActivityState.Kind;
import io.vedette.engine.Counters.Count;
import io.vedette.engine.Trouble.Source;
import io.vedette.engine.internal.Action;
import io.vedette.engine.internal.Input;
import io.vedette.engine.internal.Standing;
import io.vedette.engine.internal.Transition;
import io.vedette.engine.internal.Transitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/**
 * Takes what happens, asks {@link Transitions} what follows, and does it. Everything here is called on the loop unless
 * it says otherwise. Code of activities is called guarded: what it throws parks the one activity.
 */
final class EngineLoop<K> {

    private static final Logger log = LoggerFactory.getLogger(LazyEngine.class);

    private final Settings<K> settings;
    private final Mailbox mailbox;
    private final Timers<K> timers;
    private final ActivityTable<K> table = new ActivityTable<>();
    private final Counters counters = new Counters();
    private final LoadBoard<K> board = new LoadBoard<>(this);
    private final Runs<K> runs;
    private final Effects<K> effects;
    private final Waits<K> waits;
    private final Troubles<K> troubles;
    private final Closing<K> closing;
    private final List<Sinks.Empty<Void>> idlers = new ArrayList<>();
    private int active;

    EngineLoop(Settings<K> settings) {
        this.settings = settings;
        this.mailbox = new Mailbox(settings.scheduler().createWorker(), this::afterBatch);
        this.timers = new Timers<>(settings.scheduler(), mailbox, this::elapsed);
        this.runs = new Runs<>(this, settings);
        this.effects = new Effects<>(this, settings);
        this.waits = new Waits<>(this);
        this.troubles = new Troubles<>(this, settings);
        this.closing = new Closing<>(this, settings);
    }

    ActivityTable<K> table() {
        return table;
    }

    Counters counters() {
        return counters;
    }

    LoadBoard<K> board() {
        return board;
    }

    Runs<K> runs() {
        return runs;
    }

    Effects<K> effects() {
        return effects;
    }

    Troubles<K> troubles() {
        return troubles;
    }

    Closing<K> closer() {
        return closing;
    }

    Settings<K> settings() {
        return settings;
    }

    boolean closing() {
        return closing.begun();
    }

    /** Any thread. */
    void post(Runnable task) {
        mailbox.post(task);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Timers<K> timers() {
        return timers;
    }

    /** Any thread. */
    Instant now() {
        return Instant.ofEpochMilli(timers.now());
    }

    long millis() {
        return timers.now();
    }

    void ensure(Activity<K> activity) {
        if (closing()) {
            return;
        }
        Activity<K> first = table.find(activity.key());
        Activity<K> there = first == null ? null : table.find(activity.key(), activity.role());
        if (there != null) {
            there.set(Activity.WANTED);
            return;
        }
        activity.head = 0;
        activity.busy = null;
        activity.standing = Standing.ENDED;
        activity.clear(Activity.LOADED
                | Activity.ACTED
                | Activity.QUEUED
                | Activity.SIGNALLED
                | Activity.WANTED
                | Activity.WOKEN);
        table.add(activity);
        apply(activity, Input.Plain.ENSURED);
        if (first != null && first.standing.held()) {
            Busy.Hold hold = Objects.requireNonNull(hold(first), "a held one has a hold");
            apply(activity, new Input.Pause(hold.by()));
            activity.busy().hold = hold;
        }
    }

    void signal(K key, long head, @Nullable Object news) {
        boolean stale = true;
        Activity<K> next;
        for (Activity<K> each = table.find(key); each != null; each = next) {
            next = each.next;
            try {
                stale &= !signalled(each, head, news);
            } catch (Throwable thrown) {
                broke(each, "tail failed", thrown);
            }
        }
        counters.add(stale ? Count.STALE : Count.NEWS);
    }

    /** Whether the signal told the activity anything. While a run may be folding, its tail is not asked. */
    private boolean signalled(Activity<K> activity, long head, @Nullable Object news) {
        boolean newer = head > activity.head;
        Kind kind = activity.standing.kind();
        if (kind == Kind.RUNNING ? !newer : head <= activity.tail()) {
            return false;
        }
        if (newer) {
            activity.head = head;
        }
        boolean only = newer && !activity.has(Activity.SIGNALLED);
        activity.set(Activity.SIGNALLED);
        if (only && news != null && kind != Kind.PARKED) {
            activity.busy().news = news;
        } else if (newer && activity.busy != null) {
            activity.busy.news = null;
        }
        apply(activity, news(activity));
        return true;
    }

    /**
     * What news are to an activity: for one that waits for nothing else they are what it waits for, and for one that is
     * parked they may be what mends it.
     */
    private static Input news(Activity<?> activity) {
        if (activity.standing.kind() == Kind.PARKED && activity.mendedByNews()) {
            return Input.Plain.RETRY;
        }
        return activity.standing.state() instanceof ActivityState.Waiting waiting && waiting.untilNews()
                ? Input.Plain.WAIT_OVER
                : Input.Plain.SIGNAL;
    }

    /** Has the activities of an entity run once more, as if news had come. */
    void wake(K key, Object news) {
        Activity<K> next;
        for (Activity<K> each = table.find(key); each != null; each = next) {
            next = each.next;
            if (each.standing.kind() == Kind.RUNNING) {
                each.set(Activity.WOKEN);
            } else if (each.standing.kind() != Kind.READY) {
                if (each.standing.kind() == Kind.PARKED) {
                    continue;
                }
                if (!each.has(Activity.SIGNALLED)) {
                    each.busy().news = news;
                }
                apply(each, news(each));
                each.tidy();
            }
        }
    }

    /** Gives all activities of an entity the same input; whether there was one that {@code which} accepts. */
    boolean each(K key, Input input, Predicate<Activity<K>> which) {
        boolean any = false;
        Activity<K> next;
        for (Activity<K> each = table.find(key); each != null; each = next) {
            next = each.next;
            if (which.test(each)) {
                any = true;
                apply(each, input);
                each.tidy();
            }
        }
        return any;
    }

    /** Who holds an activity; null if nobody does. */
    Busy.@Nullable Hold hold(Activity<K> activity) {
        return activity.busy == null ? null : activity.busy.hold;
    }

    void idle(Sinks.Empty<Void> idler) {
        idlers.add(idler);
    }

    private void elapsed(Activity<K> activity) {
        apply(activity, Input.Plain.ELAPSED);
        activity.tidy();
    }

    /** Ends an activity at once, whatever it does. */
    void end(Activity<K> activity) {
        if (activity.standing.kind() != Kind.ENDED) {
            apply(activity, Input.Plain.CLOSE);
        }
    }

    /** An error in a few words. Any thread. */
    String text(Throwable error) {
        return Trouble.text(error, settings.wording());
    }

    void broke(Activity<K> activity, String what, Throwable error) {
        try (LogContext about = LogContext.about(activity)) {
            log.debug("{} {}: {}", activity.key(), activity.role(), what, error);
        }
        broke(activity, what + ": " + text(error));
    }

    void broke(Activity<K> activity, String reason) {
        if (activity.standing.kind() == Kind.ENDED) {
            return;
        }
        troubles.count(activity, Source.BROKEN, reason, Duration.ZERO);
        // Opened before the run is over, which tells in which phase it broke.
        try (LogContext about = LogContext.about(activity)) {
            apply(activity, new Input.Broke(reason + "; mend the cause, then retry"));
            log.warn(
                    "{} {} is parked, the others go on: {}; mend the cause, then retry",
                    activity.key(),
                    activity.role(),
                    reason);
        }
    }

    /** Calls code of an activity; what it throws parks the activity. */
    void guarded(Activity<K> activity, String what, Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            broke(activity, what, thrown);
        }
    }

    void tell(Consumer<EngineListener<K>> news) {
        try {
            news.accept(settings.listener());
        } catch (Throwable thrown) {
            log.warn("the engine's listener threw; its listeners must not", thrown);
        }
    }

    void apply(Activity<K> activity, Input input) {
        Standing before = activity.standing;
        Transition transition;
        try {
            transition = Transitions.next(before, input);
        } catch (IllegalStateException illegal) {
            try (LogContext about = LogContext.about(activity)) {
                log.error("{} {}: {}; please report it", activity.key(), activity.role(), illegal.getMessage());
            }
            if (before.kind() == Kind.ENDED) {
                return;
            }
            transition = Transitions.next(before, new Input.Broke(String.valueOf(illegal.getMessage())));
        }
        move(activity, before, transition.next(), input);
        for (Action action : transition.actions()) {
            perform(activity, action, input);
        }
        if (closing() && activity.standing.kind() != Kind.RUNNING) {
            end(activity);
        }
    }

    private void move(Activity<K> activity, Standing before, Standing after, Input input) {
        activity.standing = after;
        active += (after.active() ? 1 : 0) - (before.active() ? 1 : 0);
        if (before.held() != after.held()) {
            activity.busy().hold = input instanceof Input.Pause pause ? new Busy.Hold(pause.by(), now()) : null;
            board.settled(activity);
        }
        // One that was held in the queue begins to wait for its turn when it is let go.
        if (before.state() != after.state() || (before.held() && !after.held() && after.kind() == Kind.READY)) {
            activity.since = millis();
        }
        if (before.state() != after.state()) {
            counters.moved(before.kind(), after.kind());
            if (after.kind() == Kind.PARKED || after.kind() == Kind.ENDED) {
                board.settled(activity);
            }
            tell(listener -> listener.transition(activity, before.state(), after.state()));
        }
    }

    private void perform(Activity<K> activity, Action action, Input input) {
        switch (action) {
            case ENQUEUE -> guarded(activity, "lane failed", () -> runs.enqueue(activity));
            case ARM -> timers.arm(activity.busy(), ((ActivityState.BackingOff) activity.standing.state()).until());
            case DISARM -> timers.disarm(activity.busy());
            case WATCH -> waits.begin(activity, (Outcome.Wait) ((Input.RunEnded) input).outcome());
            case UNWATCH -> waits.giveUp(activity);
            case HOLD_UP -> effects.holdUp(activity);
            case STOP_RUN -> runs.stop(activity);
            case LEAVE -> leave(activity);
        }
    }

    private void leave(Activity<K> activity) {
        table.remove(activity);
        activity.busy = null;
        try {
            activity.ended();
        } catch (Throwable thrown) {
            try (LogContext about = LogContext.about(activity)) {
                log.warn("{} {}: ended() threw; it is over all the same", activity.key(), activity.role(), thrown);
            }
        }
        Activity<K> heir = table.find(activity.key());
        if (heir != null && heir.busy != null && heir.busy.run != null) {
            effects.advance(heir.busy.run);
        }
    }

    private void afterBatch() {
        if (!closing()) {
            runs.dispatch();
        }
        board.publish();
        if (active == effects.blocked() && mailbox.isEmpty() && !idlers.isEmpty()) {
            List<Sinks.Empty<Void>> done = List.copyOf(idlers);
            idlers.clear();
            done.forEach(Sinks.Empty::tryEmitEmpty);
        }
        closing.finishIfDone();
    }
}
