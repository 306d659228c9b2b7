package io.vedette.cli.demo;

import io.vedette.cli.Exit;
import io.vedette.cli.Shutdown;
import io.vedette.cli.UserError;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.OutputOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vedette demo}. */
@Command(
        name = "demo",
        description = {
            "The main job on one machine: a registry, an observer, and the git-shadow file server.",
            "Every child directory of DIR, but for dot folders and symbolic links, becomes a repository that git clients "
                    + "can clone. Nothing in DIR is changed. Without DIR it makes a small tree of its own, and shows a move, "
                    + "a freeze and an unfreeze there."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final Path DEFAULT_DATA = Path.of(".vedette", "demo");

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    OutputOption output = new OutputOption();

    @Option(names = "--dir", paramLabel = "DIR", description = "The tree. Default: a small sample is made.")
    @Nullable
    Path dir;

    @Option(names = "--once", description = "End when all repositories are settled; 1 when one failed.")
    boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where registry and shadows are kept. Default: .vedette/demo in the working folder.")
    @Nullable
    Path data;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "With --once: the longest wait for all to settle, as 1h. Default: 1h.")
    Duration limit = Duration.ofHours(1);

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path folder = data == null ? DEFAULT_DATA : data;
        Path tree = dir == null ? null : existing(dir);
        if (tree != null) {
            refuseInside(tree, folder);
        }
        Files.createDirectories(folder);
        if (tree == null) {
            tree = SampleTree.in(folder.resolve("tree")).toRealPath();
        }

        PrintWriter news = spec.commandLine().getErr();
        try (Shutdown shutdown = new Shutdown()) {
            try (Demo demo = Demo.start(tree, folder.toRealPath(), news, shutdown)) {
                return run(demo, out, shutdown);
            } catch (RuntimeException failed) {
                if (shutdown.stopping()) {
                    return Exit.OK;
                }
                throw failed;
            }
        }
    }

    private int run(Demo demo, PrintWriter out, Shutdown shutdown) throws IOException, InterruptedException {
        boolean sample = dir == null;
        if (sample) {
            demo.finishTour();
        }
        demo.adopt();
        boolean settled = demo.awaitSettled(limit);
        if (sample && settled) {
            demo.giveTour();
        }
        demo.print(output.open(out, "repositories"), output.format() == OutputFormat.table);
        if (once) {
            return settled && !demo.anyFailed() ? Exit.OK : Exit.FINDINGS;
        }
        demo.follow();
        shutdown.await();
        return Exit.OK;
    }

    private static Path existing(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            throw new UserError(Exit.USAGE, "--dir " + dir + " is not a directory");
        }
        return dir.toRealPath();
    }

    private static void refuseInside(Path tree, Path data) throws IOException {
        Path there = data.toAbsolutePath().normalize();
        Path known = there;
        while (known != null && !Files.exists(known)) {
            known = known.getParent();
        }
        Path real = known == null ? there : known.toRealPath().resolve(known.relativize(there));
        // Dot folders of the tree are no repositories: the default folder may lie in one, a folder that was named may
        // not.
        boolean observed = real.startsWith(tree)
                && (!data.equals(DEFAULT_DATA) || !tree.relativize(real).startsWith(DEFAULT_DATA.getName(0)));
        if (observed) {
            throw new UserError(
                    Exit.USAGE, "--data " + data + " lies inside --dir " + tree + "; choose a folder outside of it");
        }
    }
}
