package io.vedette.cli.bench;

import io.vedette.cli.Exit;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputOption;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vedette bench}. */
@Command(
        name = "bench",
        description =
                "Measures how fast it is on this machine, and prints a table. Rates are per second of one core's time,"
                        + " garbage collection included: slowest, median and fastest round.")
public final class BenchCommand implements Callable<Integer> {

    private static final Set<String> ROWS = Set.of("replay");

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    OutputOption output = new OutputOption();

    @Parameters(arity = "1..*", paramLabel = "ROW", description = "What to measure: replay, events that are replayed.")
    List<String> rows = List.of();

    @Option(
            names = "--repos",
            paramLabel = "N",
            defaultValue = "20000",
            description = "With so many repositories. Default: 20000.")
    int repos;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "9", description = "So often. Default: 9.")
    int rounds;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        Set<String> unknown = new TreeSet<>(rows);
        unknown.removeAll(ROWS);
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    line, "there is no row " + String.join(", ", unknown) + "; there are: " + String.join(", ", ROWS));
        }
        if (repos < 1 || rounds < 1) {
            throw new ParameterException(line, "--repos and --rounds are at least 1");
        }
        PrintWriter err = line.getErr();
        err.printf(
                "Java %s, %d processors, heap of at most %d MiB%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        err.flush();
        try (Output table = output.open(spec, "rows")) {
            ReplayBench.run(repos, rounds, row -> {
                err.println(row.what() + ": measured");
                err.flush();
                table.row(row.values());
            });
        }
        return Exit.OK;
    }
}
