package io.vedette.observer.plugin;

import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.observer.WorkflowEffect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An opened plug-in: a processor, both parts of a file server, or what the workflows of its provider need. Each part is asked for once. {@link Plugins} says how the
 * parts of several plug-ins come together.
 */
public interface Plugin extends AutoCloseable {

    /**
     * Makes and finds shadows, instead of the program's own file server; null, the default, if that shall do it. A plug-in
     * that gives an initializer gives a processor too, which opens what the initializer makes.
     */
    default @Nullable Initializer initializer() {
        return null;
    }

    /** Is told which repositories are opened and closed; null, the default, if it need not be. */
    default @Nullable Processor processor() {
        return null;
    }

    /**
     * Carries out the effects of the kinds of workflow that its provider defines, by the effects' names; by default there are
     * none.
     */
    default Map<String, WorkflowEffect> effects() {
        return Map.of();
    }

    /**
     * Frees what it holds. Called once, after the observer was closed: by then its calls have ended or were cancelled, but
     * a call that does not heed its cancellation may still run. Must return soon; one that hangs is interrupted and left
     * behind.
     */
    @Override
    default void close() throws Exception {}
}
