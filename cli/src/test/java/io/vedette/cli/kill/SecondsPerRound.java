package io.vedette.cli.kill;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** As {@link Timeout}, for a test that does everything as often as {@code vedette.rounds} says. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Timeout(100_000)
@ExtendWith(SecondsPerRound.Limit.class)
@interface SecondsPerRound {

    /** How long each round may take. */
    int value();

    /** Ends a test that takes longer. */
    final class Limit implements InvocationInterceptor {

        @Override
        public void interceptTestMethod(
                Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
            int seconds = AnnotationSupport.findAnnotation(context.getElement(), SecondsPerRound.class)
                    .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), SecondsPerRound.class))
                    .orElseThrow()
                    .value();
            assertTimeoutPreemptively(Duration.ofSeconds((long) seconds * Kills.ROUNDS), test::proceed);
        }
    }
}
