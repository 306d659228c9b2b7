package io.vedette.engine;

import io.vedette.engine.EffectCall.Stage;
import io.vedette.engine.internal.Input;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * Starts effects: those of one entity one after the other, by the order of its activities and within a run by the order
 * in which they were wanted; those of all entities first come, first served, as far as the budget goes. Reports are
 * effects with a budget of their own. What waits holds nothing. Results go back through the loop.
 *
 * <p>While an operator holds an activity none of its effects starts: a run that wants one is given up, and looks anew
 * after the hold, since what it had decided may be wrong by then. Reports go out all the same, or nobody would know what
 * was done.
 */
final class Effects<K> {

    private final EngineLoop<K> loop;
    private final Settings<K> settings;
    private final Budget<EffectCall<K, ?>> effects;
    private final Budget<EffectCall<K, ?>> reports;
    private int blocked;

    Effects(EngineLoop<K> loop, Settings<K> settings) {
        this.loop = loop;
        this.settings = settings;
        this.effects = new Budget<>("effect", settings.effectBudget());
        this.reports = new Budget<>("report", settings.effectBudget());
    }

    <T> Mono<T> effect(RunControl<K> run, String name, Mono<T> effect) {
        return new EffectMono<>(this, effects, run, name, effect);
    }

    <T> Mono<T> report(RunControl<K> run, String name, Mono<T> report) {
        return new EffectMono<>(this, reports, run, name, report);
    }

    Budget<EffectCall<K, ?>> effects() {
        return effects;
    }

    Budget<EffectCall<K, ?>> reports() {
        return reports;
    }

    /** How many runs wait for an older activity of their entity. */
    int blocked() {
        return blocked;
    }

    /** Any thread. */
    void wanted(EffectCall<K, ?> call) {
        loop.post(() -> {
            if (call.stage != Stage.BEHIND) {
                return;
            }
            if (!call.run.current()) {
                call.stage = Stage.OVER;
                call.deliver(null, new CancellationException("the run that wanted " + call.name + " is over"));
                return;
            }
            call.run.effects.add(call);
            advance(call.run);
        });
    }

    /** Any thread. */
    void cancelled(EffectCall<K, ?> call) {
        loop.post(() -> {
            drop(call);
            call.run.effects.remove(call);
            proceed(call.run);
        });
    }

    /** Any thread. */
    <T> void ended(EffectCall<K, T> call, @Nullable T value, @Nullable Throwable failure) {
        loop.post(() -> {
            if (call.stage != Stage.RUNNING) {
                return;
            }
            release(call);
            RunControl<K> run = call.run;
            run.effects.remove(call);
            Throwable error = failure == null ? null : Exceptions.unwrap(failure);
            if (error instanceof Error) {
                loop.broke(run.activity, call.name + " threw", error);
            } else {
                loop.guarded(run.activity, "act failed", () -> call.deliver(value, error));
            }
            proceed(run);
        });
    }

    /** The activity is held from now on. */
    void holdUp(Activity<K> activity) {
        RunControl<K> run = activity.busy == null ? null : activity.busy.run;
        EffectCall<K, ?> call = run == null ? null : first(run);
        if (run != null && call != null && call.stage != Stage.RUNNING) {
            giveUpIfHeld(run, call);
        }
    }

    /** Whether the run was given up rather than start an effect. */
    private boolean giveUpIfHeld(RunControl<K> run, EffectCall<K, ?> call) {
        Activity<K> activity = run.activity;
        if (!activity.standing.held() || call.budget == reports) {
            return false;
        }
        if (run.first) {
            activity.clear(Activity.ACTED);
        }
        loop.apply(activity, Input.Plain.HELD_UP);
        activity.tidy();
        return true;
    }

    /** The run's first effect that is still wanted: word that one was cancelled may be on its way to the loop. */
    private @Nullable EffectCall<K, ?> first(RunControl<K> run) {
        EffectCall<K, ?> call = run.effects.peek();
        while (call != null && call.stage == Stage.BEHIND && call.isCancelled()) {
            call.stage = Stage.OVER;
            run.effects.remove();
            call = run.effects.peek();
        }
        return call;
    }

    /** Lets the run's next effect go on as far as it may. */
    void advance(RunControl<K> run) {
        EffectCall<K, ?> call = first(run);
        boolean turn = call == null || loop.table().hasTurn(run.activity);
        if (run.blocked == turn) {
            run.blocked = !turn;
            blocked += turn ? -1 : 1;
        }
        if (call == null || call.stage != Stage.BEHIND) {
            return;
        }
        if (loop.closing()) {
            loop.end(run.activity);
        } else if (!giveUpIfHeld(run, call) && turn) {
            call.stage = Stage.QUEUED;
            call.since = loop.millis();
            call.budget.join(call);
            pump();
        }
    }

    /** Cancels all that a run has under way. */
    void stop(RunControl<K> run) {
        run.effects.forEach(this::drop);
        run.effects.clear();
        advance(run);
        pump();
    }

    private void proceed(RunControl<K> run) {
        if (run.current()) {
            advance(run);
        }
        pump();
    }

    private void pump() {
        if (loop.closing()) {
            return;
        }
        while (effects.ready()) {
            start(effects.take());
        }
        while (reports.ready()) {
            start(reports.take());
        }
    }

    private void start(EffectCall<K, ?> call) {
        call.stage = Stage.RUNNING;
        call.since = loop.millis();
        loop.counters().add(Counters.Count.EFFECTS);
        loop.tell(listener -> listener.effectStarted(call.run.activity, call.name));
        call.starting = onEffectScheduler(call::start);
    }

    private void drop(EffectCall<K, ?> call) {
        if (call.stage == Stage.RUNNING) {
            release(call);
            call.starting.dispose();
            onEffectScheduler(call::stop);
        } else if (call.stage == Stage.QUEUED) {
            call.budget.leave(call);
        }
        call.stage = Stage.OVER;
    }

    private void release(EffectCall<K, ?> call) {
        call.budget.release(call);
        call.stage = Stage.OVER;
        loop.tell(listener -> listener.effectEnded(call.run.activity, call.name));
    }

    private Disposable onEffectScheduler(Runnable task) {
        try {
            return settings.effectScheduler().schedule(task);
        } catch (RejectedExecutionException disposed) {
            task.run();
            return Disposables.disposed();
        }
    }
}
