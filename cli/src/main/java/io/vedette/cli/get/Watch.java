package io.vedette.cli.get;

import io.vedette.cli.Changes;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** The option {@code --watch}: rows are printed once, or again as they change. */
final class Watch {

    @Option(names = "--watch", description = "Go on with what is new or has changed, until interrupted.")
    boolean wanted;

    /** A watch has no end, and so no document. */
    void check(OutputOption output) {
        if (wanted && output.format() == OutputFormat.json) {
            throw new UserError(Exit.USAGE, "a JSON document cannot go on for ever; watch with -o jsonl or -o table");
        }
    }

    /** Prints the rows that a question gives. */
    int show(
            RegistryClient client,
            Filter filter,
            Function<RegistryClient, Flux<Map<String, @Nullable Object>>> question,
            CommandSpec spec,
            OutputOption output,
            String document) {
        check(output);
        PrintWriter out = spec.commandLine().getOut();
        if (!wanted) {
            try (Output rows = output.open(out, document)) {
                Connection.each(question.apply(client)).forEach(rows::row);
            }
            return Exit.OK;
        }
        Set<Map<String, @Nullable Object>> shown = new HashSet<>();
        Flux<List<Map<String, @Nullable Object>>> rounds =
                Changes.answers(client, filter, () -> question.apply(client).collectList());
        for (List<Map<String, @Nullable Object>> round : Connection.each(rounds)) {
            try (Output rows = output.open(out, document)) {
                round.stream().filter(row -> !shown.contains(row)).forEach(rows::row);
            }
            shown.clear();
            shown.addAll(round);
            if (out.checkError()) {
                break; // the reader of the pipe has what it wanted
            }
        }
        return Exit.OK;
    }
}
