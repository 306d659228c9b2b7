package io.vedette.observer.laws;

import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoId;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Stories drawn from a seed: a history, cut anywhere into what is there at the start and what comes live, and spices. */
final class Stories {

    private static final List<Fate> FATES =
            List.of(Fate.BARE, Fate.LOST, Fate.LOST, Fate.DOUBLED, Fate.LATE, Fate.LATE, Fate.BREAKING);

    private final RandomGenerator random;
    private final Set<Spice> spices;
    private final List<Scene> scenes = new ArrayList<>();
    private final Mishaps mishaps;
    private final double badSignals;
    private boolean dropped;
    private boolean away;
    private boolean silent;

    private Stories(RandomGenerator random, Set<Spice> spices, List<RepoId> repos) {
        this.random = random;
        this.spices = spices;
        this.mishaps = new Mishaps(random, repos);
        this.badSignals = spices.contains(Spice.SIGNALS) ? random.nextDouble(0.9) : 0;
    }

    /** Calm stories with these spices. */
    static Function<RandomGenerator, Story> calm(Spice... spices) {
        return random -> tell(random, Setting.calm(random), spices);
    }

    /** Stories in which calls take their time and whatever is ready comes in any order. */
    static Function<RandomGenerator, Story> lively(Spice... spices) {
        return random -> tell(random, Setting.lively(random), spices);
    }

    private static Story tell(RandomGenerator random, Setting setting, Spice... spices) {
        List<HistoryLine> history = DrawnHistory.of(random, random.nextInt(1, 70));
        List<RepoId> repos = history.stream()
                .map(line -> ((Occurred) line).event())
                .filter(RegistryEvent.RepoAccepted.class::isInstance)
                .map(event -> ((RegistryEvent.RepoAccepted) event).repo())
                .toList();
        Set<Spice> all = EnumSet.noneOf(Spice.class);
        all.addAll(Arrays.asList(spices));
        Stories stories = new Stories(random, all, repos);
        int cut = switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> history.size();
            default -> random.nextInt(history.size() + 1);
        };
        return new Story(setting.patient(all.contains(Spice.DEATHS)), stories.scenes(history, cut));
    }

    private List<Scene> scenes(List<HistoryLine> history, int cut) {
        for (int i = 0; i < history.size(); i++) {
            if (i == cut) {
                live();
            }
            fail();
            scenes.add(new Scene.Told(history.get(i), i < cut ? Fate.PLAIN : fate()));
            if (i >= cut) {
                between();
            }
        }
        if (cut == history.size()) {
            live();
        }
        if (spices.contains(Spice.DEATHS)) {
            sometimes(2, Twist.OBSERVER_DIES);
        }
        return scenes;
    }

    private void live() {
        scenes.add(new Scene.Told(new HistoryLine.Live(scenes.size() + 1L), Fate.PLAIN));
    }

    private Fate fate() {
        if (random.nextDouble() < badSignals) {
            return FATES.get(random.nextInt(FATES.size()));
        }
        return spices.contains(Spice.PACE) && random.nextInt(4) == 0 ? Fate.JOINED : Fate.PLAIN;
    }

    private void fail() {
        if (random.nextInt(4) > 0) {
            return;
        }
        if (spices.contains(Spice.PASSING_FAILURES)) {
            mishaps.passing().ifPresent(fail -> scenes.add(new Scene.Told(fail, Fate.PLAIN)));
            sometimes(3, Twist.LOSES_AN_ANSWER);
        }
        if (spices.contains(Spice.STORED_FAILURES)) {
            mishaps.lasting(true).ifPresent(fail -> scenes.add(new Scene.Told(fail, Fate.PLAIN)));
        }
        if (spices.contains(Spice.STORED_FAILURES_BUT_OF_CLOSING)) {
            mishaps.lasting(false).ifPresent(fail -> scenes.add(new Scene.Told(fail, Fate.PLAIN)));
        }
    }

    private void between() {
        if (spices.contains(Spice.PACE) && random.nextInt(4) == 0) {
            Duration by = random.nextInt(8) == 0
                    ? Duration.ofSeconds(random.nextInt(1, 400))
                    : Duration.ofMillis(random.nextInt(1, 400));
            scenes.add(new Scene.Told(new HistoryLine.Advance(scenes.size() + 1L, by), Fate.PLAIN));
        }
        if (badSignals > 0) {
            sometimes(8, Twist.LATE_SIGNALS_COME);
        }
        if (spices.contains(Spice.OUTAGES)) {
            outages();
        }
        if (spices.contains(Spice.DEATHS)) {
            sometimes(8, Twist.OBSERVER_DIES);
        }
    }

    private void outages() {
        switch (random.nextInt(30)) {
            case 0, 1 -> {
                HistoryLine line = new HistoryLine.Connection(scenes.size() + 1L, dropped);
                scenes.add(new Scene.Told(line, Fate.PLAIN));
                dropped = !dropped;
            }
            case 2, 3 -> {
                scenes.add(new Scene.Turned(away ? Twist.COMES_BACK : Twist.LEAVES));
                away = !away;
            }
            case 4, 5 -> {
                scenes.add(new Scene.Turned(silent ? Twist.SPEAKS : Twist.FALLS_SILENT));
                silent = !silent;
            }
            default -> {}
        }
    }

    private void sometimes(int oneIn, Twist twist) {
        if (random.nextInt(oneIn) == 0) {
            scenes.add(new Scene.Turned(twist));
        }
    }
}
