package io.vedette.testkit.contract;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The part of a stack trace that an implementor wrote. */
final class Frames {

    private static final List<String> OTHERS = List.of(
            "java.", "javax.", "jdk.", "sun.", "reactor.", "org.reactivestreams.", "io.vedette.observer.Blocking");

    private Frames() {}

    /** The innermost frames that are not Java's, Reactor's or this contract's; none if there are none. */
    static List<StackTraceElement> ofUser(StackTraceElement[] trace, int most) {
        Stream<StackTraceElement> users = Arrays.stream(trace)
                .filter(frame -> OTHERS.stream().noneMatch(frame.getClassName()::startsWith))
                .filter(frame -> !frame.getClassName().equals(BlockedThreads.class.getName()));
        return users.limit(most).toList();
    }
}
