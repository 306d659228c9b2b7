package io.vedette.engine;

import io.vedette.engine.ActivityState.Kind;
import io.vedette.engine.Counters.Count;
import io.vedette.engine.Trouble.Source;
import io.vedette.engine.internal.Input;
import io.vedette.engine.internal.ReadyQueues;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Queues activities for a run and carries the runs out: fold the news that rode on the signal, else fetch under the
 * budget; then act; then rest as the outcome says. While so many are awake as may be, none is loaded: what is awake
 * holds its view and its calls, and a million that are loaded faster than they can act would all hold theirs. Those that
 * are loaded go on.
 */
final class Runs<K> {

    /** A share of the fetch budget. */
    private record Share(Lane lane, boolean live) {
        boolean initial() {
            return !live;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(LazyEngine.class);

    private final EngineLoop<K> loop;
    private final Settings<K> settings;
    private final ArrayDeque<Activity<K>> withNews = new ArrayDeque<>();
    private final ReadyQueues<Share, Activity<K>> ready = new ReadyQueues<>();
    private final Set<RunControl<K>> fetching = new LinkedHashSet<>();

    Runs(EngineLoop<K> loop, Settings<K> settings) {
        this.loop = loop;
        this.settings = settings;
    }

    /** How many places in the queues are taken. */
    int queued() {
        return withNews.size() + ready.size();
    }

    int fetching() {
        return fetching.size();
    }

    /** When the oldest fetch under way was opened. */
    long oldestFetch() {
        Iterator<RunControl<K>> first = fetching.iterator();
        return first.hasNext() ? first.next().started.toEpochMilli() : LoadBoard.NEVER;
    }

    /** How many are queued for their first run. */
    int queuedInitial() {
        return ready.size(Share::initial);
    }

    /** Since when the one that has waited longest for its first run has been queued. */
    long oldestInitial() {
        return ready.least(Share::initial, Runs::waitingSince, LoadBoard.NEVER);
    }

    /** How many are queued for a later run. */
    int queuedLive() {
        return ready.size(Share::live) + withNews.size();
    }

    /** Since when the one that has waited longest for a later run has been queued. */
    long oldestLive() {
        Activity<K> news = withNews.peek();
        return ready.least(Share::live, Runs::waitingSince, news == null ? LoadBoard.NEVER : waitingSince(news));
    }

    /** One that is held waits for nobody but the operator. */
    private static long waitingSince(Activity<?> queued) {
        return queued.standing.held() ? LoadBoard.NEVER : queued.since;
    }

    /** Runs under way, but for those that wait for an older activity: that one may be waiting for its load. */
    long awake() {
        return loop.counters().in(Kind.RUNNING) - loop.effects().blocked();
    }

    /** Whether an activity would fetch if only so many others were not awake. */
    boolean heldBack(Activity<K> activity) {
        return !activity.has(Activity.LOADED) && isFull();
    }

    private boolean isFull() {
        return awake() >= settings.awakeLimit();
    }

    void enqueue(Activity<K> activity) {
        if (activity.has(Activity.QUEUED)) {
            return;
        }
        if (activity.busy != null && activity.busy.news != null && activity.has(Activity.LOADED)) {
            withNews.add(activity);
        } else {
            ready.add(new Share(activity.lane(), activity.has(Activity.LOADED)), activity);
        }
        activity.set(Activity.QUEUED);
    }

    /** Starts what can start. */
    void dispatch() {
        for (Activity<K> next = withNews.poll(); next != null; next = withNews.poll()) {
            if (taken(next)) {
                Activity<K> activity = next;
                loop.guarded(activity, "folding news failed", () -> foldOrQueue(activity));
            }
        }
        while (fetching.size() < settings.fetchBudget()) {
            Activity<K> activity = ready.poll(share -> share.live() || !isFull());
            if (activity == null) {
                return;
            }
            if (taken(activity)) {
                loop.guarded(activity, "fetch failed", () -> fetch(begin(activity)));
            }
        }
    }

    /** Cancels a run and gives back what it holds. */
    void stop(Activity<K> activity) {
        Busy<K> busy = activity.busy;
        RunControl<K> run = busy == null ? null : busy.run;
        if (busy == null || run == null) {
            return;
        }
        busy.run = null;
        if (run.fetching) {
            fetchOver(run);
        }
        loop.effects().stop(run);
        if (run.watch != null) {
            run.watch.cancel();
        }
    }

    /** Whether one that left a queue may run; it may have been held or have ended since. */
    private boolean taken(Activity<K> activity) {
        activity.clear(Activity.QUEUED);
        return activity.standing.kind() == Kind.READY && !activity.standing.held();
    }

    private void foldOrQueue(Activity<K> activity) {
        Busy<K> busy = activity.busy();
        Object news = busy.news;
        busy.news = null;
        loop.board().begins(activity);
        if (news != null && activity.fold(news)) {
            loop.counters().add(Count.FOLDS);
            act(begin(activity));
        } else {
            enqueue(activity);
        }
    }

    private RunControl<K> begin(Activity<K> activity) {
        loop.board().begins(activity);
        RunControl<K> run = new RunControl<>(loop, activity);
        Busy<K> busy = activity.busy();
        busy.run = run;
        busy.news = null;
        busy.why = null;
        activity.clear(Activity.SIGNALLED | Activity.WOKEN);
        loop.counters().add(Count.RUNS);
        loop.apply(activity, Input.Plain.SLOT_GRANTED);
        return run;
    }

    private void fetch(RunControl<K> run) {
        fetching.add(run);
        run.fetching = true;
        run.fetched = true;
        run.activity.clear(Activity.WANTED);
        loop.counters().add(Count.FETCHES);
        Mono<Void> fetch = Objects.requireNonNull(run.activity.fetch(), "fetch() returned null");
        Watch<Void> watch = new Watch<>(Context.empty(), (none, error) -> loop.post(() -> fetchEnded(run, error)));
        run.watch = watch;
        watch.follow(fetch);
    }

    private void fetchOver(RunControl<K> run) {
        run.fetching = false;
        fetching.remove(run);
    }

    private void fetchEnded(RunControl<K> run, @Nullable Throwable failure) {
        if (!run.current() || !run.fetching) {
            return;
        }
        fetchOver(run);
        Activity<K> activity = run.activity;
        Throwable error = failure == null ? null : Exceptions.unwrap(failure);
        if (error instanceof Error || error instanceof PoisonException) {
            loop.broke(activity, "fetch failed", error);
        } else if (error != null) {
            stop(activity);
            Instant until = loop.troubles().backOff(activity, Source.FETCH, loop.text(error), error);
            loop.apply(activity, new Input.FetchFailed(until));
        } else if (loop.closing()) {
            loop.end(activity);
        } else {
            activity.set(Activity.LOADED);
            loop.troubles().clear(activity, Source.FETCH);
            loop.guarded(activity, "act failed", () -> act(run));
        }
    }

    private void act(RunControl<K> run) {
        Activity<K> activity = run.activity;
        run.first = !activity.has(Activity.ACTED);
        activity.set(Activity.ACTED);
        Mono<Outcome> act = Objects.requireNonNull(activity.act(run), "act() returned null");
        Watch<Outcome> watch =
                new Watch<>(Context.empty(), (outcome, error) -> loop.post(() -> actEnded(run, outcome, error)));
        run.watch = watch;
        watch.follow(act);
    }

    private void actEnded(RunControl<K> run, @Nullable Outcome outcome, @Nullable Throwable failure) {
        Activity<K> activity = run.activity;
        if (!run.current()) {
            return;
        }
        if (failure != null) {
            loop.broke(activity, "act failed", Exceptions.unwrap(failure));
        } else if (outcome == null) {
            loop.broke(activity, "act completed without an outcome");
        } else {
            stop(activity);
            loop.guarded(activity, "tail failed", () -> rest(run, loop.closing() ? Outcome.end() : outcome));
        }
    }

    private void rest(RunControl<K> run, Outcome outcome) {
        Activity<K> activity = run.activity;
        long tail = activity.tail();
        boolean behind = activity.head > tail;
        boolean fellShort = behind && run.fetched && tail <= run.tailBefore && activity.head == run.headBefore;
        if (!behind) {
            activity.clear(Activity.SIGNALLED);
            activity.busy().news = null;
            loop.board().settled(activity);
        }
        loop.troubles().clear(activity, Source.BROKEN);
        if (!(outcome instanceof Outcome.Wait)) {
            loop.troubles().clear(activity, Source.WAIT);
        }
        Outcome rest = outcome;
        if (!fellShort) {
            loop.troubles().clear(activity, Source.SHORTFALL);
        } else if (outcome instanceof Outcome.Sleep || outcome instanceof Outcome.Await) {
            String why = "a fetch brought nothing beyond version " + tail + ", but " + activity.head + " is announced";
            rest = new Outcome.BackOff(loop.troubles().backOff(activity, Source.SHORTFALL, why, null), why);
        }
        if (rest instanceof Outcome.BackOff backOff) {
            activity.busy().why = backOff.why();
            if (!backOff.until().isAfter(run.started)) {
                // A step that was due when the run began was not tried; without a pause the two would spin.
                rest = new Outcome.BackOff(loop.now().plus(settings.backoff().min()), backOff.why());
            }
        }
        if (rest instanceof Outcome.Park park) {
            try (LogContext about = LogContext.about(activity, run.first)) {
                log.warn("{} {} is parked, the others go on: {}", activity.key(), activity.role(), park.reason());
            }
        }
        boolean again = outcome instanceof Outcome.End && activity.has(Activity.WANTED) && !loop.closing();
        loop.apply(
                activity,
                again
                        ? new Input.RunEnded(Outcome.sleep(), true)
                        : new Input.RunEnded(rest, (behind && !fellShort) || activity.has(Activity.WOKEN)));
        activity.tidy();
    }
}
