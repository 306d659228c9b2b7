package io.vedette.server.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps the logs quiet while thousands of faults are played; -Dvedette.sim.log=DEBUG shows them. */
final class Silence implements BeforeAllCallback, AfterAllCallback {

    private static final List<String> LOUD = List.of("io.vedette", "reactor");

    @Override
    public void beforeAll(ExtensionContext context) {
        set(Optional.of(Level.toLevel(System.getProperty("vedette.sim.log"), Level.OFF)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        set(Optional.empty());
    }

    private static void set(Optional<Level> level) {
        LOUD.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level.orElse(null)));
    }
}
