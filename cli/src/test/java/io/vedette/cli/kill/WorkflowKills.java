package io.vedette.cli.kill;

import io.vedette.cli.kill.Step.Victim;
import io.vedette.cli.kill.TwoServers.Seat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The registry and each of two observers die at every step of what is done with a repository, one step after the other on
 * the same files, while the others go on. In one deed everybody dies once at most, at a step that is drawn. After each
 * death the process starts again, and all comes out as if nobody had died. Prints a table of what was found.
 */
@SecondsPerRound(1200)
abstract class WorkflowKills extends Kills {

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int LOOKS = 6_000;

    private final Map<Seat, Deque<Death>> doomed = new EnumMap<>(Seat.class);
    private TwoServers two;

    /**
     * A deed, once.
     *
     * @param steps at which somebody dies, each somebody else; none if it is undisturbed
     */
    private record Trial(Deed deed, List<Step> steps) {}

    /** Who dies at a step, and how. */
    private record Fate(Step step, Seat seat, Death death) {}

    /** A trial and who dies in it. */
    private record Scene(Deed deed, List<Fate> fates) {}

    @BeforeEach
    final void open() throws Exception {
        two = new TwoServers(folder, random);
    }

    @AfterEach
    final void close() throws Exception {
        two.close();
    }

    final void killAtEachStepOf(Deed... deeds) throws Exception {
        List<Scene> scenes = plan(deeds);
        for (Seat seat : Seat.values()) {
            start(seat);
        }
        two.init();
        List<String> table =
                new ArrayList<>(List.of("| deed | who dies | where | what lay there |", "|---|---|---|---|"));
        for (Scene scene : scenes) {
            play(scene, table);
        }
        two.awaitCommit();
        two.registry.log.checkRepeated(two.registry.client);
        table.forEach(System.out::println);
    }

    /** Each deed undisturbed, then with deaths at each of its steps; those for a frozen repository while it is. */
    private List<Scene> plan(Deed... deeds) {
        Deque<Trial> online = new ArrayDeque<>();
        Deque<Trial> ofFrozen = new ArrayDeque<>();
        int first = random.nextInt(2);
        for (int round = 0; round <= ROUNDS; round++) {
            for (Deed deed : deeds) {
                (deed.isOfFrozen() ? ofFrozen : online)
                        .addAll(round == 0 ? List.of(new Trial(deed, List.of())) : trials(deed, first + round));
            }
        }
        List<Scene> scenes = new ArrayList<>();
        boolean frozen = false;
        boolean atLeft = true;
        while (frozen || !online.isEmpty() || !ofFrozen.isEmpty()) {
            Trial next = (frozen ? ofFrozen : online).poll();
            if (next == null) {
                next = new Trial(frozen ? Deed.UNFREEZE : Deed.FREEZE, List.of());
            }
            scenes.add(new Scene(next.deed(), fates(next, scenes.size(), atLeft)));
            frozen = frozen ? next.deed() != Deed.UNFREEZE : next.deed() == Deed.FREEZE;
            atLeft ^= next.deed() == Deed.MOVE;
        }
        return scenes;
    }

    /** In each trial everybody dies who has a step left, at any one of them. */
    private List<Trial> trials(Deed deed, int round) {
        List<Trial> trials = new ArrayList<>();
        for (Victim victim : Victim.values()) {
            List<Step> steps = new ArrayList<>(deed.steps(round));
            steps.removeIf(step -> step.victim() != victim);
            Collections.shuffle(steps, random);
            for (int i = 0; i < steps.size(); i++) {
                if (i == trials.size()) {
                    trials.add(new Trial(deed, new ArrayList<>()));
                }
                trials.get(i).steps().add(steps.get(i));
            }
        }
        return trials;
    }

    private List<Fate> fates(Trial trial, int number, boolean atLeft) {
        List<Step> steps = new ArrayList<>(trial.steps());
        if (trial.deed() == Deed.DISCARDED_MOVE) {
            steps.add(0, Part.MOVE_UNREPORTED.step());
        }
        List<Fate> fates = new ArrayList<>();
        for (Step step : steps) {
            int passes = step.from() + random.nextInt(step.to() - step.from() + 1);
            Seat seat = Seat.of(step.victim(), atLeft);
            Path fuse = folder.resolve("fuse-" + number + "-" + fates.size());
            Death death = new Death(step.toString(), step.place(), passes, fuse);
            fates.add(new Fate(step, seat, death));
            doomed.computeIfAbsent(seat, none -> new ArrayDeque<>()).add(death);
        }
        return fates;
    }

    private void play(Scene scene, List<String> table) throws Exception {
        List<Fate> fates = new ArrayList<>(scene.fates());
        for (Fate fate : fates) {
            fate.death().light();
        }
        two.begin(scene.deed());
        if (scene.deed() == Deed.DISCARDED_MOVE) {
            Fate first = fates.remove(0);
            first.death().await(two.process(first.seat()));
            two.abortBehindItsBack();
            start(first.seat());
        }
        while (!fates.isEmpty()) {
            Fate fate = firstToDie(fates);
            fate.death().await(two.process(fate.seat()));
            fates.remove(fate);
            Step step = fate.step();
            table.add(
                    "| " + scene.deed() + " | " + step.victim() + " | " + step.name() + " | " + two.halfMade() + " |");
            start(fate.seat());
        }
        two.awaitDone(scene.deed());
    }

    /** Whoever dies first; after a while anybody, to say that it does not. */
    private Fate firstToDie(List<Fate> fates) {
        for (int look = 0; look < LOOKS; look++) {
            for (Fate fate : fates) {
                if (two.process(fate.seat()).ended(LOOK)) {
                    return fate;
                }
            }
        }
        return fates.get(0);
    }

    /** Starts a process, to die at its next death if there is one. */
    private void start(Seat seat) throws Exception {
        Deque<Death> deaths = doomed.getOrDefault(seat, new ArrayDeque<>());
        two.start(seat, deaths.isEmpty() ? List.of() : deaths.remove().options());
    }
}
