package io.vedette.cli.events;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Count;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.OutputOption;
import io.vedette.cli.output.Printable;
import io.vedette.cli.output.Progress;
import io.vedette.client.HistoryImport;
import io.vedette.client.ImportProgress;
import io.vedette.client.RegistryClient;
import io.vedette.client.UnreachableException;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vedette import}. */
@Command(
        name = "import",
        description = {
            "Makes registries with the histories of a history file, as vedette export writes it.",
            "Refused where a registry or a repository of the file exists. One that was interrupted goes on when it is run"
                    + " again with the same file; until then its registries take no commands. Events keep their order,"
                    + " their versions and what they say; ids, positions and times are given anew."
        })
public final class ImportCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Connection connection = new Connection();

    @Mixin
    OutputOption output = new OutputOption();

    @Option(
            names = "--abort",
            description =
                    "Give up the unfinished import of this file, or the one with this id. What it has stored stays,"
                            + " and a registry with a part of its history can never be used.")
    boolean abort;

    @Parameters(paramLabel = "FILE", description = "The history file. With --abort, the import's id will do.")
    String file = "";

    @Override
    public Integer call() throws IOException {
        if (file.equals("-")) {
            throw new UserError(
                    Exit.USAGE, "an import reads its file more than once, so it cannot be standard input; give a file");
        }
        return abort ? abort() : run();
    }

    private int run() throws IOException {
        ImportFile checked = ImportFile.of(Path.of(file));
        HistoryImport content = checked.content();
        try (RegistryClient client = connection.open();
                Progress progress = new Progress(err(), "imported")) {
            for (ImportProgress at : Connection.each(client.importHistories(content))) {
                progress.at(at.stored(), at.events());
            }
        } catch (UnreachableException lost) {
            err().println("vedette: the import may be unfinished; the same command goes on where it stopped");
            throw lost;
        }
        print(checked, content);
        return Exit.OK;
    }

    private void print(ImportFile checked, HistoryImport content) {
        if (output.format() == OutputFormat.table) {
            List<String> names = checked.registries();
            out().println(String.format(
                    Locale.ROOT,
                    "imported %s of %s into %s %s",
                    Count.of(content.events(), "event", "events"),
                    Count.of(checked.histories(), "history", "histories"),
                    names.size() == 1 ? "registry" : "registries",
                    Printable.of(String.join(", ", names))));
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("import", content.id().toString());
        row.put("registries", checked.registries());
        row.put("events", content.events());
        row.put("histories", checked.histories());
        try (Output rows = output.open(Objects.requireNonNull(spec), "imports")) {
            rows.row(row);
        }
    }

    private int abort() throws IOException {
        ImportId id = id();
        List<String> unusable = new ArrayList<>();
        try (RegistryClient client = connection.open()) {
            Map<RegistryId, String> names = new LinkedHashMap<>();
            Connection.each(client.registries())
                    .forEach(registry -> names.put(RegistryId.ofName(registry.getName()), registry.getName()));
            for (RegistryId registry : Connection.each(client.abortImport(id))) {
                unusable.add(names.getOrDefault(registry, registry.toString()));
            }
        }
        if (output.format() == OutputFormat.table) {
            out().println("gave up import " + id
                    + (unusable.isEmpty()
                            ? "; its registries are free"
                            : "; unusable from now on: " + Printable.of(String.join(", ", unusable))));
        } else {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("import", id.toString());
            row.put("unusableRegistries", unusable);
            try (Output rows = output.open(Objects.requireNonNull(spec), "imports")) {
                rows.row(row);
            }
        }
        return Exit.OK;
    }

    private ImportId id() throws IOException {
        try {
            UUID id = UUID.fromString(file);
            if (id.toString().equals(file) && ImportId.isOne(id)) {
                return new ImportId(id);
            }
        } catch (IllegalArgumentException noId) {
            // It is the name of a file.
        }
        return ImportFile.idOf(Path.of(file));
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
