package io.vedette.cli.kill;

import io.vedette.testkit.kill.Hook;
import io.vedette.testkit.kill.Hook.Edge;

/** Names places of the program shortly: without the package that all have. */
final class Places {

    private Places() {}

    static Hook before(String type, String method) {
        return before(type, method, "");
    }

    static Hook before(String type, String method, String saying) {
        return new Hook(full(type), method, Edge.BEFORE, saying);
    }

    static Hook after(String type, String method) {
        return new Hook(full(type), method, Edge.AFTER, "");
    }

    private static String full(String type) {
        return (type.startsWith("eclipse") ? "org." : "io.vedette.") + type;
    }

    /** Whether it is the registry that passes there, not the observer. */
    static boolean isOfRegistry(Hook place) {
        return place.type().startsWith("io.vedette.server.");
    }
}
