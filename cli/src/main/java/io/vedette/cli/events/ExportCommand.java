package io.vedette.cli.events;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.cli.output.OutputFormat;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.Start;
import io.vedette.testkit.history.HistoryWriter;
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
@Command(name = "export", description = "Writes all histories as a history file on standard output.")
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
            check(client);
            try (EventPrinter printer = new EventPrinter(
                    new HistoryWriter(),
                    OutputFormat.jsonl,
                    Objects.requireNonNull(spec).commandLine().getOut())) {
                for (Recorded recorded : Connection.each(client.readAll(new Start.Beginning(), filter, 0))) {
                    if (!printer.print(recorded)) {
                        break;
                    }
                }
            }
            return Exit.OK;
        }
    }

    private void check(RegistryClient client) {
        Set<String> unknown = new TreeSet<>(registries);
        Connection.each(client.registries()).forEach(registry -> unknown.remove(registry.getName()));
        if (!unknown.isEmpty()) {
            throw new UserError(Exit.REFUSED, "there is no registry " + String.join(", ", unknown));
        }
    }
}
