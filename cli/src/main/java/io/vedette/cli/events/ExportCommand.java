package io.vedette.cli.events;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Kinds;
import io.vedette.cli.UserError;
import io.vedette.cli.output.OutputFormat;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.Start;
import io.vedette.testkit.history.HistoryWriter;
import io.vedette.testkit.history.Names;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vedette export}. */
@Command(
        name = "export",
        description = "Writes all histories as a history file on standard output, those of imports left out.")
public final class ExportCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Connection connection = new Connection();

    @Option(names = "--registry", paramLabel = "NAME", description = "Only this registry. May be given repeatedly.")
    Set<String> registries = Set.of();

    @Override
    public Integer call() {
        Filter filter = new Filter(registries, List.of(), Set.of());
        try (RegistryClient client = connection.open()) {
            HistoryWriter lines = new HistoryWriter(new Names(), Kinds.known());
            check(client, lines);
            try (EventPrinter printer = new EventPrinter(
                    lines,
                    OutputFormat.jsonl,
                    Objects.requireNonNull(spec).commandLine().getOut())) {
                for (Recorded recorded : Connection.each(client.readAll(new Start.Beginning(), filter, 0))) {
                    if (!ImportId.isOne(recorded.aggregate()) && !printer.print(recorded)) {
                        break;
                    }
                }
            }
            return Exit.OK;
        }
    }

    /** What was imported has histories of repositories before that of their registry, so all names are learnt first. */
    private void check(RegistryClient client, HistoryWriter lines) {
        Set<String> unknown = new TreeSet<>(registries);
        Connection.each(client.registries()).forEach(registry -> {
            unknown.remove(registry.getName());
            lines.learn(registry.getName());
        });
        if (!unknown.isEmpty()) {
            throw new UserError(Exit.REFUSED, "there is no registry " + String.join(", ", unknown));
        }
    }
}
