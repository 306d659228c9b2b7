package io.vedette.observer.standin;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import reactor.core.scheduler.NonBlocking;

/** Runs tests in virtual time on a thread that must not be blocked, so that all code they run is watched. */
public final class OnReactorThread implements InvocationInterceptor {

    private static final class Watched extends Thread implements NonBlocking {
        Watched(Runnable task) {
            super(task, "watched");
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(test);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(test);
    }

    private static void run(Invocation<@Nullable Void> test) throws Throwable {
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Thread thread = new Watched(() -> {
            try {
                test.proceed();
            } catch (Throwable thrown) {
                failed.set(thrown);
            }
        });
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException tooLong) {
            thread.interrupt();
            throw tooLong;
        }
        Throwable thrown = failed.get();
        if (thrown != null) {
            throw thrown;
        }
    }
}
