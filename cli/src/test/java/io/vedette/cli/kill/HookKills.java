package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.VedetteProcess;
import io.vedette.domain.Command;
import io.vedette.testkit.kill.Kill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry or the observer dies at each of its {@link Hook}s but those of an import, one after the other on the same
 * files, while the other one goes on. After each death the process starts again, and all comes out as if it had not died.
 * Prints a table of what was found.
 */
@Tag("slow")
@Tag("faults")
@Timeout(1800)
abstract class HookKills {

    private static final int ROUNDS = Integer.getInteger("vedette.rounds", 1);

    private static final int KILLED = 128 + 9;

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    private Path fuse;
    Estate estate;

    @BeforeEach
    final void open() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        fuse = folder.resolve("fuse");
        estate = new Estate(folder, random);
    }

    @AfterEach
    final void close() throws Exception {
        estate.close();
    }

    final void killAtEach(Predicate<Hook> which) throws Exception {
        List<Hook> hooks = Collections.nCopies(ROUNDS, Hook.values()).stream()
                .flatMap(Arrays::stream)
                .filter(which)
                .filter(hook -> hook.work() != Hook.Work.IMPORT)
                .toList();
        List<String> table = new ArrayList<>(List.of(
                "| hook | half made, out of sight | shadows in place | commands whose first answer was lost |",
                "|---|---|---|---|"));
        start(hooks.get(0), hooks.get(0));
        for (int i = 0; i < hooks.size(); i++) {
            table.add(killAt(hooks.get(i), i + 1 < hooks.size() ? hooks.get(i + 1) : null));
        }
        estate.awaitSettledInAll();
        table.forEach(System.out::println);
    }

    private String killAt(Hook hook, @Nullable Hook next) throws Exception {
        List<Command> commands = new ArrayList<>();
        switch (hook.work()) {
            case INIT, START, STOP -> commands.addAll(List.of(estate.wish(), estate.wish()));
            case REFUSAL -> commands.add(estate.vainWish());
            case REINIT -> commands.add(estate.vainWishAgain());
            case CHANGE, IMPORT -> {}
        }
        if (hook.work() == Hook.Work.START) {
            process(hook).kill();
        }
        Files.createFile(fuse);
        switch (hook.work()) {
            case START -> start(hook, hook);
            case STOP -> process(hook).stop(Duration.ZERO);
            case CHANGE -> estate.change();
            default -> {}
        }
        estate.send(commands);

        VedetteProcess doomed = process(hook);
        assertThat(doomed.ended(Duration.ofSeconds(60)))
                .as("%s is reached", hook)
                .isTrue();
        assertThat(doomed.exitValue()).as("%s: %s", hook, doomed.err()).isEqualTo(KILLED);
        Files.delete(fuse);
        if (!hook.isOfRegistry()) {
            estate.checkNothingHalfMade();
        }
        String found = "| " + hook + " | " + estate.shadows.temporaries() + " | " + estate.shadowsInPlace() + " | ";
        long answered = estate.log.answeredLater();
        start(hook, next);
        estate.awaitSettled();
        return found + (estate.log.answeredLater() - answered) + " |";
    }

    private VedetteProcess process(Hook hook) {
        return hook.isOfRegistry() ? estate.registry() : estate.observer();
    }

    /** Starts the process that died at a hook, to die at the next one. */
    private void start(Hook last, @Nullable Hook next) throws Exception {
        int passes = next != null && next.work() == Hook.Work.INIT ? 1 + random.nextInt(2) : 1;
        List<String> options =
                next == null ? List.of() : Kill.at(next.place(), passes, fuse).options(folder);
        if (last.isOfRegistry()) {
            estate.startRegistry(options);
        } else {
            estate.startObserver(options);
        }
    }
}
