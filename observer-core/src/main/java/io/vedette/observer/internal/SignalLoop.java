package io.vedette.observer.internal;

import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.Filter;
import io.vedette.domain.Head;
import io.vedette.domain.ImportId;
import io.vedette.domain.Refusal;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.Backoff;
import io.vedette.engine.LogContext;
import io.vedette.observer.Health;
import io.vedette.observer.ObserverListener;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Follows the registry's signals, through breaks. Nothing is compared or started before the registry has said that it
 * watches, so nothing falls between connecting and watching. After a break it asks for what changed since the last
 * cursor whose frame was handled; the engine then wakes what has a newer head than its tail, and nothing else.
 *
 * <p>Signals are hints, so now and then the same question is asked about the time since it was last asked: a second,
 * short subscription brings one row for each history that changed, whether its signal came or not.
 *
 * <p>A registry that comes back with another history, as from an older backup, cannot be followed from where the former
 * one stood: all that was seen is forgotten then, and following begins as at the first connection.
 */
public final class SignalLoop {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Logger log = LoggerFactory.getLogger(SignalLoop.class);

    private final RegistryClient client;
    private final Filter filter;
    private final Supplier<Following> following;
    private final Runnable subscribed;
    private final Runnable answers;
    private final Supplier<Mono<Void>> startAnew;
    private final HealthBoard health;
    private final ObserverListener listener;
    private final Reconnect reconnect;
    private final Scheduler scheduler;
    private final Duration sweepEvery;
    private volatile @Nullable Cursor cursor;
    private volatile @Nullable Cursor swept;
    private volatile boolean diverged;

    /**
     * A loop that has not begun.
     *
     * @param sweepEvery how often heads are compared without a break
     * @param following whose activities are woken now
     * @param subscribed called each time when the registry has said that it watches
     * @param answers called now and then while signals come, since the registry answers then
     * @param listener told of each resync
     * @param startAnew forgets all that was seen, because the registry's history is another one
     */
    SignalLoop(
            RegistryClient client,
            Filter filter,
            Supplier<Following> following,
            Runnable subscribed,
            Runnable answers,
            Supplier<Mono<Void>> startAnew,
            HealthBoard health,
            ObserverListener listener,
            RandomGenerator random,
            Scheduler scheduler,
            Duration sweepEvery) {
        this.client = client;
        this.filter = filter;
        this.following = following;
        this.subscribed = subscribed;
        this.answers = answers;
        this.startAnew = startAnew;
        this.health = health;
        this.listener = listener;
        this.scheduler = scheduler;
        this.sweepEvery = sweepEvery;
        this.reconnect = new Reconnect(BACKOFF, random, scheduler);
    }

    /** Runs until cancelled; fails only when the registry refuses for good. */
    public Mono<Void> run() {
        return reconnect.forever(
                Flux.defer(this::connect),
                error -> health.note(Health.Status.DOWN, ErrorText.of(error)),
                SignalLoop::isHopeless);
    }

    /** Compares heads now and then, until cancelled; never fails. */
    public Mono<Void> sweeps() {
        return Mono.delay(sweepEvery, scheduler)
                .then(Mono.defer(this::sweep))
                .onErrorResume(error -> {
                    try (LogContext about = health.about()) {
                        log.debug("heads could not be compared, which is tried again: {}", ErrorText.of(error));
                    }
                    return Mono.empty();
                })
                .repeat()
                .then();
    }

    private Mono<Void> sweep() {
        Cursor since = swept;
        if (since == null || !health.current().isUp()) {
            return Mono.empty();
        }
        return client.signals(new Start.After(since), filter)
                .takeUntil(frame -> frame instanceof SignalFrame.CaughtUp)
                .doOnNext(frame -> {
                    if (frame instanceof SignalFrame.Changed changed) {
                        changed.heads().forEach(this::signal);
                    } else if (frame instanceof SignalFrame.CaughtUp there) {
                        swept = there.cursor();
                    }
                })
                .then()
                .timeout(sweepEvery, scheduler);
    }

    private Flux<SignalFrame> connect() {
        if (!diverged) {
            return client.signals(from(), filter).doOnNext(this::handle);
        }
        return startAnew
                .get()
                .then(Mono.fromRunnable(() -> {
                    cursor = null;
                    swept = null;
                    diverged = false;
                }))
                .thenMany(Flux.defer(this::connect));
    }

    private Start from() {
        Cursor last = cursor;
        return last == null ? new Start.Now() : new Start.After(last);
    }

    private void handle(SignalFrame frame) {
        health.heard();
        if (frame instanceof SignalFrame.Subscribed watching) {
            reconnect.succeeded();
            health.note(Health.Status.UP, "signals come");
            subscribed.run();
            if (cursor == null) {
                cursor = watching.cursor();
                swept = watching.cursor();
            }
        } else if (frame instanceof SignalFrame.Changed changed) {
            changed.heads().forEach(this::signal);
            cursor = changed.cursor();
        } else if (frame instanceof SignalFrame.CaughtUp there) {
            cursor = there.cursor();
        } else if (frame instanceof SignalFrame.Progress progress) {
            cursor = progress.cursor();
            answers.run();
        } else if (frame instanceof SignalFrame.Resync resync) {
            resync(resync);
        } else {
            try (LogContext about = health.about()) {
                log.debug("signals: {}", frame);
            }
        }
    }

    /**
     * Heads of the same history can be compared with tails, however many are missing. Those of another history cannot:
     * an equal version may be another event.
     */
    private void resync(SignalFrame.Resync resync) {
        listener.resynced(resync.reason());
        if (resync.reason() == SignalFrame.Reason.COMPACTED) {
            try (LogContext about = health.about()) {
                log.warn("the registry sends all heads: {} ({})", resync.message(), resync.reason());
            }
        } else {
            diverged = true;
            throw new UnexpectedAnswer("the registry has another history than was followed: " + resync.message() + " ("
                    + resync.reason() + "); all repositories are looked at anew");
        }
    }

    private void signal(Head head) {
        Following now = following.get();
        if (head.aggregate().kind() == AggregateKind.WORKFLOW && !ImportId.isOne(head.aggregate())) {
            now.follow(new WorkflowId(head.aggregate().uuid()));
        }
        now.engine()
                .signal(
                        EntityKey.of(head.aggregate()),
                        head.version(),
                        head.riding().isEmpty() ? null : new News(head.riding()));
    }

    /** A registry that is not there yet, or cannot now, may come. */
    private static boolean isHopeless(Throwable error) {
        return error instanceof RefusedException no
                && no.refusal().code() != Refusal.Code.UNAVAILABLE
                && no.refusal().code() != Refusal.Code.NOT_FOUND;
    }
}
