package io.vedette.engine;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings the end of a wait back to the loop; a wait that was given up is told by its watch. */
final class WaitEnd<K> implements BiConsumer<@Nullable Object, @Nullable Throwable> {

    private final EngineLoop<K> loop;
    private final Activity<K> activity;

    @Nullable
    Watch<?> watch;

    WaitEnd(EngineLoop<K> loop, Activity<K> activity) {
        this.loop = loop;
        this.activity = activity;
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable error) {
        loop.post(() -> loop.waitEnded(activity, watch, error));
    }
}
