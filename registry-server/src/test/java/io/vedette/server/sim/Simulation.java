package io.vedette.server.sim;

import io.vedette.client.ClientConfig;
import io.vedette.client.RegistryClient;
import io.vedette.client.internal.GrpcRegistryClient;
import io.vedette.domain.Command;
import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.observer.Observer;
import io.vedette.observer.Processor;
import io.vedette.testkit.standin.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * A registry, two observers and two customers on one thread, in virtual time, all from one seed: a time in which things go
 * wrong, then one in which nothing does and everything must come to rest as its history asks.
 */
class Simulation {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** More tasks than this mean that something goes round in circles. */
    private static final int MOST_STEPS = 3_000_000;

    private final long seed;
    private final VirtualTime time;
    private final Dice dice;
    private final Trace trace;
    private final Weather weather;
    private final Watch watch;
    private final RegistryProcess registry;
    private final List<ObserverProcess> observers = new ArrayList<>();
    private final List<Customer> customers = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Map<String, Map<RepoId, HostPath>> shadows = new HashMap<>();
    private final Workload workload;
    private final Life world;
    private final boolean sweeps;
    private int steps;

    Simulation(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        time = new VirtualTime(random.nextLong());
        time.begin(Instant.parse("2026-01-01T00:00:00Z"));
        dice = new Dice(random);
        trace = new Trace(time);
        weather = Weather.drawn(dice);
        // Sweeps are there for signals that are lost one by one; nothing else may need them.
        sweeps = dice.chance(0.5);
        if (!sweeps) {
            weather.lostSignal = 0;
        }
        Disk disk = disk(weather, dice.split(), trace);
        watch = new Watch(trace, disk);
        registry = new RegistryProcess(time, this::step, disk, dice.split(), trace);
        registry.onKill(() -> List.copyOf(wires).forEach(wire -> wire.drop("the registry is gone")));
        workload = new Workload(watch.history(), dice.split());
        world = new Life(time, this::step);
        people();
    }

    private void people() {
        Territory first = new Territory(List.of("/ex/a"), null);
        Territory second = switch (dice.below(4)) {
            case 0 -> new Territory(List.of("/ex/a/b", "/ex/c"), null);
            case 1 -> new Territory(List.of("/ex/b", "/ex/c"), null);
            case 2 -> new Territory(List.of("/ex/a"), null);
            default -> new Territory(List.of("/ex"), "h2");
        };
        if (second.host() != null) {
            first = new Territory(second.prefixes(), "h1");
        }
        observers.add(observer("observer-1", first));
        observers.add(observer("observer-2", second));
        for (int i = 1; i <= 2; i++) {
            String name = "customer-" + i;
            Dice own = dice.split();
            Life life = new Life(time, this::step);
            customers.add(new Customer(name, life, client(wire(name, life, own), own), own, trace));
        }
    }

    // What tests of the simulation itself replace.

    Disk disk(Weather weather, Dice dice, Trace trace) {
        return new Disk(weather, dice, trace);
    }

    RegistryClient clientOf(ObserverProcess observer, RegistryClient real) {
        return real;
    }

    Processor processorOf(ObserverProcess observer, Files real) {
        return real;
    }

    Duration sweepEvery() {
        return sweeps ? Duration.ofSeconds(20) : Duration.ofDays(1);
    }

    // The parts.

    private ObserverProcess observer(String name, Territory territory) {
        return new ObserverProcess(name, territory, time, watch, trace, dice.split(), this::live);
    }

    private ObserverProcess.Parts live(ObserverProcess process) {
        Life life = new Life(time, this::step);
        Dice own = process.dice();
        Wire wire = wire(process.name(), life, own.split());
        RegistryClient client = clientOf(process, client(wire, own));
        Files files = new Files(
                process.name(),
                life,
                // Where no host is told apart both observers run beside one file server.
                shadows.computeIfAbsent(String.valueOf(process.territory().host()), host -> new HashMap<>()),
                weather,
                own.split(),
                trace,
                watch);
        var builder = Observer.builder(client)
                .name(process.name())
                .registry(Workload.REGISTRY)
                .prefixes(process.territory().prefixes().toArray(String[]::new))
                .initializer(files)
                .processor(processorOf(process, files))
                .scheduler(life)
                .effectScheduler(life)
                .viewCache(own.between(0, 4))
                .fetchBudget(own.between(1, 4))
                .effectBudget(own.between(1, 4))
                .awakeLimit(own.between(1, 8))
                .sweep(sweepEvery())
                .random(own.generator());
        if (process.territory().host() != null) {
            builder.host(process.territory().host());
        }
        return new ObserverProcess.Parts(life, wire, client, files, builder.build());
    }

    private Wire wire(String name, Life life, Dice dice) {
        Wire wire = new Wire(name, life, registry, DEADLINE, weather, dice, trace, watch);
        wires.add(wire);
        life.onEnd(() -> wires.remove(wire));
        return wire;
    }

    private static RegistryClient client(Wire wire, Dice dice) {
        ClientConfig config = ClientConfig.of("127.0.0.1:7420")
                .withDeadline(DEADLINE)
                .withAttempts(3, Duration.ofSeconds(60)) // so patient that no attempt is cut short
                .withSharedReads(dice.between(16, 64), Duration.ofSeconds(5));
        return new GrpcRegistryClient(config, wire, wire.life(), dice.generator(), () -> {});
    }

    private void step() {
        if (++steps > MOST_STEPS) {
            throw new InvariantBroken("things come to rest", "more than " + MOST_STEPS + " tasks");
        }
        watch.step();
    }

    // The course of things.

    /** Runs all of it. */
    Result run() {
        try {
            registry.start();
            watch.history().reopened();
            observers.forEach(each -> world.after(dice.millis(0, 2000), each::start));
            begin();
            Duration storm = dice.seconds(10, 45);
            new Storm(this, dice.split()).brew(storm);
            time.advance(storm);
            calm();
            new Ending(this).await();
            return new Result(trace.hash(), trace.count(), steps, trace.elapsed());
        } catch (Throwable failed) {
            throw new AssertionError(
                    "seed " + seed + " (run it alone with -Dvedette.seed=" + seed + "): " + failed.getMessage() + "\n"
                            + String.join("\n", trace.last()),
                    failed);
        }
    }

    /**
     * What a run was like.
     *
     * @param trace the same for the same seed
     * @param happenings how many of them the trace has
     * @param steps tasks
     * @param lasted virtual time
     */
    record Result(long trace, int happenings, int steps, Duration lasted) {}

    private void begin() {
        Queue<Command> beginning = workload.beginning();
        world.after(dice.millis(0, 2000), () -> beginWith(beginning));
    }

    private void beginWith(Queue<Command> beginning) {
        Command next = beginning.poll();
        if (next != null) {
            customers.get(0).send(next, () -> beginWith(beginning));
        }
    }

    /** From here on all processes run, all wires hold, and nothing fails any more. */
    private void calm() {
        trace.note("world", "calm begins");
        weather.clear();
        registry.start();
        observers.forEach(ObserverProcess::start);
        wires.forEach(Wire::heal);
        observers.forEach(each -> {
            ObserverProcess.Parts alive = each.alive();
            if (alive != null) {
                alive.files().release();
            }
        });
    }

    long seed() {
        return seed;
    }

    VirtualTime time() {
        return time;
    }

    Life world() {
        return world;
    }

    Trace trace() {
        return trace;
    }

    Watch watch() {
        return watch;
    }

    Workload workload() {
        return workload;
    }

    RegistryProcess registry() {
        return registry;
    }

    List<ObserverProcess> observers() {
        return observers;
    }

    List<Customer> customers() {
        return customers;
    }

    List<Wire> wires() {
        return wires;
    }
}
