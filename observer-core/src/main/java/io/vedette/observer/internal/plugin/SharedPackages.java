package io.vedette.observer.internal.plugin;

import java.util.Set;

/**
 * The packages that plug-ins share with the program: the contract, and what its signatures are made of. In these a plug-in
 * sees the program's classes alone, also where its jar holds others of the same name. A package below one of them that is
 * not named here, as of a library that extends Reactor, is the plug-in's own.
 */
final class SharedPackages {

    private static final Set<String> NAMES = Set.of(
            "io.vedette.domain",
            "io.vedette.observer",
            "io.vedette.observer.plugin",
            "io.vedette.workflows",
            "reactor.adapter",
            "reactor.core",
            "reactor.core.observability",
            "reactor.core.publisher",
            "reactor.core.scheduler",
            "reactor.util",
            "reactor.util.annotation",
            "reactor.util.concurrent",
            "reactor.util.context",
            "reactor.util.function",
            "reactor.util.repeat",
            "reactor.util.retry",
            "org.reactivestreams",
            "org.slf4j",
            "org.slf4j.event",
            "org.slf4j.helpers",
            "org.slf4j.spi",
            "org.jspecify.annotations");

    private SharedPackages() {}

    /** Whether the program's class of this name is the one that a plug-in sees. */
    static boolean hold(String className) {
        int end = className.lastIndexOf('.');
        return end > 0 && NAMES.contains(className.substring(0, end));
    }
}
