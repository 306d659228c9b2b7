package io.vedette.server.sim;

import io.grpc.ServerMethodDefinition;
import io.vedette.server.internal.Core;
import io.vedette.server.internal.grpc.WellFormed;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registry that runs: the real one, all but its listener. */
final class Running {

    private final Life life;
    private final Core core;
    private final Map<String, ServerMethodDefinition<InputStream, InputStream>> methods = new HashMap<>();

    Running(Life life, Core core) {
        this.life = life;
        this.core = core;
    }

    Life life() {
        return life;
    }

    Core core() {
        return core;
    }

    /** From now on calls are answered. */
    @SuppressWarnings("unchecked") // messages are unparsed behind WellFormed
    void serve() {
        core.services()
                .forEach(service -> WellFormed.inFrontOf(service.bindService())
                        .getMethods()
                        .forEach(method -> methods.put(
                                method.getMethodDescriptor().getFullMethodName(),
                                (ServerMethodDefinition<InputStream, InputStream>) method)));
    }

    boolean serves() {
        return !methods.isEmpty();
    }

    /** How a method is answered; null while nothing is answered yet. */
    @Nullable
    ServerMethodDefinition<InputStream, InputStream> method(String name) {
        return methods.get(name);
    }
}
