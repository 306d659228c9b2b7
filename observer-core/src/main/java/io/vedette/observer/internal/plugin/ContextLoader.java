package io.vedette.observer.internal.plugin;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs code while the thread's context class loader is a given one. */
final class ContextLoader {

    private ContextLoader() {}

    static <T> T call(@Nullable ClassLoader loader, Callable<T> code) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return code.call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    static void run(@Nullable ClassLoader loader, Runnable code) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            code.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
