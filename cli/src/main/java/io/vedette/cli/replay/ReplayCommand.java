package io.vedette.cli.replay;

import io.vedette.cli.Exit;
import io.vedette.cli.Shutdown;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Count;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.Progress;
import io.vedette.domain.RepoPath;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryParts;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.ReplayReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vedette replay}. */
@Command(
        name = "replay",
        description = {
            "Lets an observer live through a history file, in virtual time, and prints the calls that it makes.",
            "In a file with lines \"expect\" they are compared: 1 when they are others. Without a plug-in, and where"
                    + " plug-ins give Processors alone, the program's own file server is one that only succeeds."
        })
public final class ReplayCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The history file; - for standard input. Name it before --plugin, or after --.")
    @Nullable
    String file;

    @Mixin
    ReplayFlags flags = new ReplayFlags();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Draw the order among activities that are ready at the same time. Default: a fixed order.")
    @Nullable
    Long seed;

    @Option(
            names = "--interleavings",
            paramLabel = "N",
            description =
                    "Run it with the seeds 1 to N too. Each must meet the expectations; in a file without any, each"
                            + " must make the same calls for each repository as the fixed order does.")
    int interleavings;

    @Option(
            names = "--against",
            paramLabel = "JAR",
            description =
                    "Another version of the plug-in: compare the calls and their results, with the one and with the"
                            + " other, repository by repository; 1 when they are others. The memory does not grow with the file."
                            + " Expectations are not looked at.")
    @Nullable
    Path against;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: jsonl, a call as in a line \"expect\"; with"
                    + " --against table, the differences as text.")
    @Nullable
    OutputFormat format;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        try (Shutdown shutdown = new Shutdown()) {
            try {
                Scratch scratch = shutdown.add(new Scratch());
                Input input = Input.of(Objects.requireNonNull(file), scratch);
                return against == null ? replay(input, scratch, shutdown) : compare(input, against, scratch, shutdown);
            } catch (CallPrinter.ReaderGone enough) {
                return Exit.OK;
            } catch (OutOfMemoryError full) {
                throw new UserError(
                        Exit.FINDINGS,
                        "the history does not fit into the memory; give more, as with VEDETTE_JAVA_OPTS=-Xmx4g");
            } catch (RuntimeException | IOException failed) {
                if (shutdown.stopping()) {
                    return Exit.OK; // what was taken away from under it; the signal says how the process ended
                }
                throw failed;
            }
        }
    }

    private void checkOptions() {
        if (file == null) {
            throw usage("which file? Name it before --plugin and --plugin-option, which take all words that follow,"
                    + " or after --");
        }
        flags.prefixes.forEach(RepoPath::new);
        if (flags.streams < 1) {
            throw usage("--streams is at least 1");
        }
        if (interleavings < 0) {
            throw usage("--interleavings is at least 0");
        }
        if (interleavings > 0 && (seed != null || against != null)) {
            throw usage(
                    "--interleavings draws orders by itself; leave away " + (seed != null ? "--seed" : "--against"));
        }
        if (against != null && flags.plugins.jars().size() != 1) {
            throw usage("--against compares two versions of one plug-in; name the other one with --plugin, once");
        }
        if (flags.really && flags.plugins.jars().isEmpty()) {
            throw usage("--really is about plug-ins, and none is loaded");
        }
    }

    private static UserError usage(String message) {
        return new UserError(Exit.USAGE, message);
    }

    private int replay(Input input, Scratch scratch, Shutdown shutdown) throws IOException {
        HistoryFile history;
        try (Progress progress = new Progress(err(), "read")) {
            history = input.check(progress);
        }
        String registry = flags.observed(history.name(), history.summary());
        Findings findings = new Findings(err(), history);
        Transcript fixed = new Transcript(history.names(), false);
        boolean comparing = interleavings > 0 && history.summary().expectations() == 0;
        FailedCalls failed = new FailedCalls(history.names(), err());
        ReplayReport report;
        try (Rehearsal rehearsal = Rehearsal.open(flags, registry, flags.plugins.jars(), scratch, shutdown);
                Progress progress = new Progress(err(), "replayed");
                CallPrinter printer = new CallPrinter(history, format(OutputFormat.jsonl), out(), progress)) {
            CallListener told = printer.andThen(failed).andThen(comparing ? fixed : CallListener.NONE);
            report = rehearsal.run(history, seed, told);
            printer.close();
            findings.differences(report, printer.origins());
        }
        findings.summary(report, failed.count());
        return report.holds() && interleave(history, registry, findings, fixed, scratch, shutdown)
                ? Exit.OK
                : Exit.FINDINGS;
    }

    /** Whether all orders come to the same. */
    private boolean interleave(
            HistoryFile history,
            String registry,
            Findings findings,
            Transcript fixed,
            Scratch scratch,
            Shutdown shutdown) {
        try (Progress progress = new Progress(err(), "interleavings")) {
            for (long other = 1; other <= interleavings; other++) {
                Transcript transcript = new Transcript(history.names(), false);
                ReplayReport report;
                try (Rehearsal rehearsal = Rehearsal.open(flags, registry, flags.plugins.jars(), scratch, shutdown)) {
                    report = rehearsal.run(history, other, transcript);
                }
                findings.differences(report, transcript.origins());
                boolean differs = !report.holds()
                        || (report.expectations() == 0 && findings.orders(fixed.rows(), transcript.rows(), other));
                if (differs) {
                    err().println("vedette: seed " + other + " is the first that differs; see it again with: "
                            + flags.repeat(Objects.requireNonNull(file), other));
                    return false;
                }
                progress.at(other, interleavings);
            }
        }
        if (interleavings > 0) {
            err().println("vedette: " + Count.of(interleavings, "other order comes", "other orders come")
                    + " to the same");
        }
        return true;
    }

    private int compare(Input input, Path other, Scratch scratch, Shutdown shutdown) throws IOException {
        HistoryParts parts;
        try (Progress progress = new Progress(err(), "read")) {
            parts = input.cut(scratch, progress);
        }
        String registry = flags.observed(input.name(), parts.summary());
        Path jar = flags.plugins.jars().get(0);
        try (Progress progress = new Progress(err(), "replayed")) {
            Versions versions = new Versions(parts, scratch, out(), format(OutputFormat.table), progress, seed);
            try (Rehearsal rehearsal = Rehearsal.open(flags, registry, List.of(jar), scratch, shutdown)) {
                versions.first(rehearsal);
            }
            try (Rehearsal rehearsal = Rehearsal.open(flags, registry, List.of(other), scratch, shutdown)) {
                versions.second(rehearsal, jar.toString(), other.toString());
            }
            err().println("vedette: " + versions.summary());
            return versions.exit();
        }
    }

    private OutputFormat format(OutputFormat otherwise) {
        return format == null ? otherwise : format;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
