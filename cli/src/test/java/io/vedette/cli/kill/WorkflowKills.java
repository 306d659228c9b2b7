package io.vedette.cli.kill;

import io.vedette.cli.kill.TwoServers.Seat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The registry or one of two observers dies at each step of what is done with a repository, one after the other on the same
 * files, while the others go on. After each death the process starts again, and all comes out as if it had not died. Prints
 * a table of what was found.
 */
abstract class WorkflowKills extends Kills {

    private final Map<Seat, Deque<Death>> doomed = new EnumMap<>(Seat.class);
    private TwoServers two;

    /** A deed with somebody's death at a step of it, or undisturbed. */
    private record Trial(
            Deed deed, @Nullable Step step, List<Fate> fates) {}

    /** Who dies how. */
    private record Fate(Seat seat, Death death) {}

    @BeforeEach
    final void open() throws Exception {
        two = new TwoServers(folder, random);
    }

    @AfterEach
    final void close() throws Exception {
        two.close();
    }

    final void killAtEachStepOf(Deed... deeds) throws Exception {
        List<Trial> trials = plan(deeds);
        for (Seat seat : Seat.values()) {
            start(seat);
        }
        two.init();
        List<String> table = new ArrayList<>(List.of("| deed | who dies | where | what lay there |", "|---|---|---|---|"));
        for (Trial trial : trials) {
            long t0 = System.nanoTime();
            play(trial, table);
            System.out.println(trial.deed() + " " + trial.step() + " " + (System.nanoTime() - t0) / 1000000);
        }
        two.registry.log.checkRepeated(two.registry.client);
        table.forEach(System.out::println);
    }

    /** Each deed undisturbed, then each with a death at each of its steps; those for a frozen repository while it is. */
    private List<Trial> plan(Deed... deeds) {
        Deque<Trial> online = new ArrayDeque<>();
        Deque<Trial> ofFrozen = new ArrayDeque<>();
        for (Deed deed : deeds) {
            (deed.isOfFrozen() ? ofFrozen : online).add(new Trial(deed, null, List.of()));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Deed deed : deeds) {
                deed.steps().forEach(step -> (deed.isOfFrozen() ? ofFrozen : online)
                        .add(new Trial(deed, step, List.of())));
            }
        }
        List<Trial> trials = new ArrayList<>();
        boolean frozen = false;
        boolean atLeft = true;
        while (frozen || !online.isEmpty() || !ofFrozen.isEmpty()) {
            Trial next = (frozen ? ofFrozen : online).poll();
            if (next == null) {
                next = new Trial(frozen ? Deed.UNFREEZE : Deed.FREEZE, null, List.of());
            }
            trials.add(new Trial(next.deed(), next.step(), fates(next, trials.size(), atLeft)));
            frozen = frozen ? next.deed() != Deed.UNFREEZE : next.deed() == Deed.FREEZE;
            atLeft ^= next.deed() == Deed.MOVE;
        }
        return trials;
    }

    private List<Fate> fates(Trial trial, int number, boolean atLeft) {
        List<Step> steps = new ArrayList<>();
        if (trial.deed() == Deed.DISCARDED_MOVE) {
            steps.add(Part.MOVE_UNREPORTED.step());
        }
        if (trial.step() != null) {
            steps.add(trial.step());
        }
        List<Fate> fates = new ArrayList<>();
        for (Step step : steps) {
            int passes = step.from() + random.nextInt(step.to() - step.from() + 1);
            Seat seat = Seat.of(step.victim(), atLeft);
            Death death = new Death(
                    step.toString(), step.place(), passes, folder.resolve("fuse-" + number + "-" + fates.size()));
            fates.add(new Fate(seat, death));
            doomed.computeIfAbsent(seat, none -> new ArrayDeque<>()).add(death);
        }
        return fates;
    }

    private void play(Trial trial, List<String> table) throws Exception {
        for (Fate fate : trial.fates()) {
            fate.death().light();
        }
        two.begin(trial.deed());
        List<Fate> fates = new ArrayList<>(trial.fates());
        if (trial.deed() == Deed.DISCARDED_MOVE) {
            Fate first = fates.remove(0);
            first.death().await(two.process(first.seat()));
            two.abortBehindItsBack();
            start(first.seat());
        }
        for (Fate fate : fates) {
            fate.death().await(two.process(fate.seat()));
            Step step = trial.step();
            table.add("| " + step.deed() + " | " + step.victim() + " | " + step.name() + " | " + two.halfMade() + " |");
            start(fate.seat());
        }
        two.awaitDone(trial.deed());
    }

    /** Starts a process, to die at its next death if there is one. */
    private void start(Seat seat) throws Exception {
        Deque<Death> deaths = doomed.getOrDefault(seat, new ArrayDeque<>());
        two.start(seat, deaths.isEmpty() ? List.of() : deaths.remove().options());
    }
}
