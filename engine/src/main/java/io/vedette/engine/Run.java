package io.vedette.engine;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** One run of an activity, as {@link Activity#act} sees it. Not to be kept beyond the run. */
public interface Run {

    /** The engine's clock. */
    Instant now();

    /** Whether the activity has not acted yet since it was started. */
    boolean first();

    /**
     * Runs an effect: waits for the activity's turn in the dependency chain of its entity, then for a unit of the
     * effect budget, then subscribes on the effect scheduler; its end comes back on the loop. Effects of one run go one
     * after the other. While it runs, {@code explain} names it. Cancelled when the run ends first, or when the engine's
     * closing deadline passes; a thread that is still subscribing to it is interrupted then. Nothing is held while it
     * waits. If it fails with an {@link Error}, the activity parks and the run is over. While an operator holds the
     * activity no effect starts; a run that wants one is cancelled, and the activity acts anew after the hold.
     *
     * @param name what {@code explain} calls it, as "initializer.initRepo"
     */
    <T> Mono<T> effect(String name, Mono<T> effect);

    /**
     * Runs an effect on a budget of its own, of the same size: tells the source what was done. While the source is away
     * such calls may last long, and must not keep other entities from their effects. Else the same as {@link #effect}.
     *
     * @param name what {@code explain} calls it, as "command.confirmShadow"
     */
    <T> Mono<T> report(String name, Mono<T> report);

    /** Tells {@code explain} of a failed step; cleared by {@link #recovered}. */
    void failed(String step, Throwable error, int count);

    /** Tells {@code explain} that nothing is wrong any more. */
    void recovered();
}
