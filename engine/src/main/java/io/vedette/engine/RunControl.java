package io.vedette.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One run and what is under way in it. Its fields belong to the loop. */
final class RunControl<K> implements Run {

    final Activity<K> activity;
    final Instant started;
    final long headBefore;
    final long tailBefore;
    boolean fetched;
    boolean fetching;
    boolean first;

    /** It wants an effect, but an older activity of the entity has not ended. */
    boolean blocked;

    @Nullable
    Watch<?> watch;

    /** What it wants done, one after the other; the first may be running. */
    final ArrayDeque<EffectCall<K, ?>> effects = new ArrayDeque<>(2);

    private final EngineLoop<K> loop;

    RunControl(EngineLoop<K> loop, Activity<K> activity) {
        this.loop = loop;
        this.activity = activity;
        this.started = loop.now();
        this.headBefore = activity.head;
        this.tailBefore = activity.tail();
    }

    boolean current() {
        return activity.busy != null && activity.busy.run == this;
    }

    @Override
    public Instant now() {
        return loop.now();
    }

    @Override
    public boolean first() {
        return first;
    }

    @Override
    public <T> Mono<T> effect(String name, Mono<T> effect) {
        return loop.effects().effect(this, name, effect);
    }

    @Override
    public <T> Mono<T> report(String name, Mono<T> report) {
        return loop.effects().report(this, name, report);
    }

    @Override
    public void failed(String step, Throwable error, int count) {
        loop.troubles().stepFailed(this, step, error, count);
    }

    @Override
    public void recovered() {
        loop.troubles().recovered(this);
    }
}
