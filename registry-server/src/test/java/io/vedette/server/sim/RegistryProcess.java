package io.vedette.server.sim;

import io.vedette.server.internal.Core;
import io.vedette.server.internal.Settings;
import io.vedette.server.internal.Threads;
import io.vedette.server.storage.StorageBackend;
import io.vedette.testkit.standin.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registry's process: it is killed and started again; what is on its disk stays. */
final class RegistryProcess {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final VirtualTime time;
    private final Runnable afterEach;
    private final Disk disk;
    private final Dice dice;
    private final Trace trace;
    private final List<Runnable> onKill = new ArrayList<>();
    private @Nullable Running running;
    private Duration skew = Duration.ZERO;
    private int lives;

    RegistryProcess(VirtualTime time, Runnable afterEach, Disk disk, Dice dice, Trace trace) {
        this.time = time;
        this.afterEach = afterEach;
        this.disk = disk;
        this.dice = dice;
        this.trace = trace;
    }

    @Nullable
    Running running() {
        return running;
    }

    int lives() {
        return lives;
    }

    void onKill(Runnable told) {
        onKill.add(told);
    }

    void start() {
        if (running != null) {
            return;
        }
        trace.note("registry", "starts, life " + ++lives);
        Life life = new Life(time, afterEach);
        StorageBackend storage = disk.open(life);
        Settings settings = new Settings(
                () -> time.instant().plus(skew), HEARTBEAT, dice.between(2, 64), 1 << 20, dice.between(1, 50));
        Threads threads =
                new Threads(life::schedule, life.thread(), life.thread(), life.thread(), life, dice.generator());
        Running now = new Running(life, new Core(storage, settings, threads));
        running = now;
        now.core().start().subscribe(nothing -> {}, error -> startAgain(now, error), () -> {
            trace.note("registry", "serves");
            now.serve();
        });
    }

    /** A server that cannot load ends, and somebody starts it again. */
    private void startAgain(Running failed, Throwable error) {
        trace.note("registry", "cannot start: " + error.getMessage());
        time.schedule(() -> {
            if (running == failed) {
                kill();
                start();
            }
        });
    }

    /** Somebody sets its clock. */
    void setClock(Duration by) {
        trace.note("registry", "has its clock set by " + by);
        skew = by;
    }

    /** Ends at once. What was not durable is lost, but for what was just being written. */
    void kill() {
        Running now = running;
        if (now != null) {
            trace.note("registry", "is killed");
            running = null;
            now.life().end();
            disk.crash();
            onKill.forEach(Runnable::run);
        }
    }
}
