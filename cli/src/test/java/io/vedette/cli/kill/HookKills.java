package io.vedette.cli.kill;

import io.vedette.cli.VedetteProcess;
import io.vedette.domain.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The registry or the observer dies at each of its {@link Hook}s but those of an import, one after the other on the same
 * files, while the other one goes on. After each death the process starts again, and all comes out as if it had not died.
 * Prints a table of what was found.
 */
@SecondsPerRound(1200)
abstract class HookKills extends Kills {

    private Death death;
    Estate estate;

    @BeforeEach
    final void open() throws Exception {
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
        death.light();
        switch (hook.work()) {
            case START -> start(hook, hook);
            case STOP -> process(hook).stop(Duration.ZERO);
            case CHANGE -> estate.change();
            default -> {}
        }
        estate.send(commands);

        death.await(process(hook));
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
        List<String> options = List.of();
        if (next != null) {
            death = new Death(next.name(), next.place(), passes, folder.resolve("fuse"));
            options = death.options();
        }
        if (last.isOfRegistry()) {
            estate.startRegistry(options);
        } else {
            estate.startObserver(options);
        }
    }
}
