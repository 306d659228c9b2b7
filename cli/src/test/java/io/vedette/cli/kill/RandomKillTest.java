package io.vedette.cli.kill;

import io.vedette.domain.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry, the observer or both are killed at any moment while there is work for them, and come back in any order.
 * At every fifth death the disks of both are full at that moment.
 */
class RandomKillTest {

    private static final int AT_MOST_MILLIS = 2500;
    private static final int FULL_EVERY = 5;

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    @Tag("faults")
    @SecondsPerRound(1200)
    void allIsThereOnceAfterFiveDeathsInEachRound() throws Exception {
        play(FULL_EVERY * Integer.getInteger("vedette.rounds", 1));
    }

    @Test
    @Tag("long")
    @Timeout(2400)
    void allIsThereOnceAfterFiftyDeaths() throws Exception {
        play(50);
    }

    private void play(int deaths) throws Exception {
        System.out.println("RandomKillTest seed " + seed);
        try (Shortage ofData = Shortage.of(folder.resolve("data"), 192);
                Shortage ofShadows = Shortage.of(folder.resolve("shadow"), 96);
                Estate estate = new Estate(folder, random)) {
            estate.startRegistry(List.of());
            estate.startObserver(List.of());
            for (int death = 1; death <= deaths; death++) {
                boolean full = death % FULL_EVERY == FULL_EVERY / 2 + 1;
                giveWork(estate, death);
                if (full) {
                    ofData.begin(estate.registry());
                    ofShadows.begin(estate.observer());
                }
                pause();
                boolean registryToo = random.nextBoolean();
                boolean observerToo = !registryToo || random.nextBoolean();
                if (registryToo) {
                    estate.registry().kill();
                }
                if (observerToo) {
                    estate.observer().kill();
                    estate.checkNothingHalfMade();
                }
                if (full) {
                    ofData.end(estate.registry());
                    ofShadows.end(estate.observer());
                }
                comeBack(estate, registryToo, observerToo);
                estate.awaitSettled();
            }
            estate.awaitSettledInAll();
        }
    }

    private void giveWork(Estate estate, int death) throws Exception {
        List<Command> commands = new ArrayList<>();
        if (death > 1) {
            estate.change();
            commands.add(estate.vainWishAgain());
        }
        commands.addAll(List.of(estate.wish(), estate.wish(), estate.vainWish()));
        estate.send(commands);
    }

    private void comeBack(Estate estate, boolean registry, boolean observer) throws Exception {
        boolean observerFirst = random.nextBoolean();
        if (observer && observerFirst) {
            estate.startObserver(List.of());
        }
        if (registry) {
            estate.startRegistry(List.of());
        }
        if (observer && !observerFirst) {
            estate.startObserver(List.of());
        }
    }

    private void pause() {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(AT_MOST_MILLIS)).toNanos());
    }
}
