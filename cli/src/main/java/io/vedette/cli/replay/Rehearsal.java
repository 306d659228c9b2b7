package io.vedette.cli.replay;

import io.vedette.cli.Exit;
import io.vedette.cli.Shutdown;
import io.vedette.cli.UserError;
import io.vedette.observer.plugin.Plugins;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.HistoryReplay;
import io.vedette.testkit.replay.HungCallException;
import io.vedette.testkit.replay.ObserverEndedException;
import io.vedette.testkit.replay.ReplayReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replays with plug-ins that were opened for them, in a folder that was empty then and always has the same name. */
final class Rehearsal implements AutoCloseable {

    private static final String HOST = "replay";

    private final ReplayFlags flags;
    private final String registry;
    private final Plugins opened;

    private Rehearsal(ReplayFlags flags, String registry, Plugins opened) {
        this.flags = flags;
        this.registry = registry;
        this.opened = opened;
    }

    /**
     * Opens plug-ins.
     *
     * @param shutdown closes them if the process is told to stop before that
     */
    static Rehearsal open(ReplayFlags flags, String registry, List<Path> jars, Scratch scratch, Shutdown shutdown) {
        Path shadow = scratch.emptied("shadow");
        Plugins opened = flags.really
                ? flags.plugins.open(jars, HOST, shadow)
                : flags.plugins.openToRehearse(jars, HOST, shadow);
        return new Rehearsal(flags, registry, shutdown.add(opened));
    }

    /** Plays a file to its end. */
    ReplayReport run(HistoryFile file, @Nullable Long seed, CallListener listener) {
        HistoryReplay replay = HistoryReplay.of(file)
                .registry(registry)
                .dry(!flags.really)
                .listener(listener)
                .observer(settings -> settings.fetchBudget(flags.streams));
        if (!flags.prefixes.isEmpty()) {
            replay.prefixes(flags.prefixes.toArray(String[]::new));
        }
        if (!opened.names().isEmpty()) {
            replay.plugins(opened);
        }
        if (seed != null) {
            replay.seed(seed);
        }
        try {
            return replay.run();
        } catch (HungCallException | ObserverEndedException found) {
            throw new UserError(Exit.FINDINGS, String.valueOf(found.getMessage()));
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
