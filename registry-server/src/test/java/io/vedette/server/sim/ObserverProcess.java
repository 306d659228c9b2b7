package io.vedette.server.sim;

import io.vedette.client.RegistryClient;
import io.vedette.observer.Observer;
import io.vedette.testkit.standin.VirtualTime;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An observer's process beside its file server: it is killed and started again; shadows stay. */
final class ObserverProcess {

    private final String name;
    private final Territory territory;
    private final VirtualTime time;
    private final Watch watch;
    private final Trace trace;
    private final Function<ObserverProcess, Parts> parts;
    private final Dice dice;
    private @Nullable Parts alive;
    private @Nullable Throwable failure;

    /** What a life consists of. */
    record Parts(Life life, Wire wire, RegistryClient client, Files files, Observer observer) {}

    ObserverProcess(
            String name,
            Territory territory,
            VirtualTime time,
            Watch watch,
            Trace trace,
            Dice dice,
            Function<ObserverProcess, Parts> parts) {
        this.name = name;
        this.territory = territory;
        this.time = time;
        this.watch = watch;
        this.trace = trace;
        this.dice = dice;
        this.parts = parts;
        watch.territory(name, territory);
    }

    String name() {
        return name;
    }

    Territory territory() {
        return territory;
    }

    Dice dice() {
        return dice;
    }

    @Nullable
    Parts alive() {
        return alive;
    }

    /** Why it ended by itself; null if it did not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void start() {
        if (alive == null) {
            trace.note(name, "starts");
            Parts begun = parts.apply(this);
            alive = begun;
            begun.observer().watch().subscribe(nothing -> {}, error -> failure = error);
        }
    }

    void kill() {
        Parts now = alive;
        if (now != null) {
            trace.note(name, "is killed");
            alive = null;
            now.life().end();
            watch.died(name);
        }
    }

    void killFor(Duration time) {
        kill();
        this.time.schedule(this::start, time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}
