package io.vedette.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs self-checking history files as tests, one each. The method may take an {@link
 * io.vedette.testkit.replay.HistoryReplay} and give it an implementor; the file is replayed when the method has returned, and
 * the test fails where an expectation does not hold.
 *
 * <pre>{@code
 * @Replay(value = "histories", prefixes = "/ex/a", interleavings = 20)
 * void myProcessorIsCalledAsItShould(HistoryReplay replay) {
 *     replay.processor(new MyProcessor());
 * }
 * }</pre>
 *
 * <p>A file without an {@code expect} fails, for it checks nothing. With interleavings the method is called anew for each, so
 * that each has an implementor of its own.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ReplayExtension.class)
public @interface Replay {

    /**
     * Files, or folders whose {@code *.jsonl} files are taken in the order of their names: resources of the test's class, or
     * else paths from the working folder.
     */
    String[] value();

    /** The registry that is observed; by default the only one in the file. */
    String registry() default "";

    /** What is observed; by default every repository. */
    String[] prefixes() default {};

    /** How often each file is replayed besides, with orders drawn from the seeds 1, 2, … */
    int interleavings() default 0;
}
