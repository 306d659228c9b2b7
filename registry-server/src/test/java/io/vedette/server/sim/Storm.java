package io.vedette.server.sim;

import java.time.Duration;
import java.util.List;

/** What is done to the processes and their connections while things go wrong, and what is asked for meanwhile. */
final class Storm {

    private final Simulation simulation;
    private final Dice dice;

    Storm(Simulation simulation, Dice dice) {
        this.simulation = simulation;
        this.dice = dice;
    }

    /** Spreads it over a time; all of it has begun by then. */
    void brew(Duration time) {
        int most = (int) time.toMillis();
        int commands = dice.between(8, 40);
        for (int i = 0; i < commands; i++) {
            at(
                    dice.millis(0, most),
                    () -> dice.one(simulation.customers())
                            .send(simulation.workload().next()));
        }
        int strokes = dice.below(18);
        for (int i = 0; i < strokes; i++) {
            at(dice.millis(0, most), this::strike);
        }
    }

    private void at(Duration when, Runnable what) {
        simulation.world().after(when, what);
    }

    private void strike() {
        switch (dice.below(8)) {
            case 0 -> killRegistry();
            case 1 -> dice.one(simulation.observers()).killFor(dice.seconds(0, 10));
            case 2 -> wire().cutFor(dice.seconds(0, 40));
            case 3 -> wire().drop("as it happens");
            case 4 -> wire().drop("Subscribe", "as it happens");
            case 5 -> wire().drop("ReadMany", "as it happens");
            case 6 -> simulation.registry().setClock(dice.seconds(-86_400, 86_400));
            default -> pause();
        }
    }

    /** Observers have more to lose than customers. */
    private Wire wire() {
        ObserverProcess.Parts observer = dice.one(simulation.observers()).alive();
        return observer != null && dice.chance(0.7) ? observer.wire() : dice.one(List.copyOf(simulation.wires()));
    }

    private void killRegistry() {
        simulation.registry().kill();
        at(dice.seconds(0, 15), () -> {
            simulation.registry().start();
            simulation.watch().history().reopened();
        });
    }

    /** An operator holds a repository for a while. */
    private void pause() {
        ObserverProcess process = dice.one(simulation.observers());
        ObserverProcess.Parts alive = process.alive();
        var repos = List.copyOf(simulation.watch().history().repos().keySet());
        if (alive == null || repos.isEmpty()) {
            return;
        }
        var repo = dice.one(repos).aggregate();
        simulation.trace().note("operator", "holds " + repo + " at " + process.name());
        alive.observer().pause(repo, "ada").subscribe();
        alive.life()
                .after(dice.seconds(0, 10), () -> alive.observer().resume(repo).subscribe());
    }
}
