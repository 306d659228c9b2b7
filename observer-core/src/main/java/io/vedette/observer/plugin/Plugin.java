package io.vedette.observer.plugin;

import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import org.jspecify.annotations.Nullable;

/**
 * An opened plug-in: one part of a file server or both. Each part is asked for once. {@link Plugins} says how the parts of
 * several plug-ins come together.
 */
public interface Plugin extends AutoCloseable {

    /** Makes and finds shadows, instead of the program's own file server; null, the default, if that shall do it. */
    default @Nullable Initializer initializer() {
        return null;
    }

    /** Is told which repositories are opened and closed; null, the default, if it need not be. */
    default @Nullable Processor processor() {
        return null;
    }

    /** Frees what it holds. Called once, after the last call to its parts. */
    @Override
    default void close() throws Exception {}
}
