package io.vedette.cli.command;

import com.fasterxml.uuid.Generators;
import io.vedette.cli.AskingFlags;
import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.output.Output;
import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all commands that change a registry have in common. */
public final class CommandFlags extends AskingFlags {

    @Option(
            names = "--command-id",
            paramLabel = "UUID",
            description =
                    "Makes the command idempotent: the same id with the same content gets the first answer again.")
    @Nullable
    UUID commandId;

    @Option(
            names = "--expect-version",
            paramLabel = "N",
            description = "Refuse unless what the command changes has this version.")
    @Nullable
    Long expectVersion;

    /** A new id for something that a command makes. The same command id names the same thing when it is repeated. */
    public UUID newId(String what) {
        return commandId == null
                ? Generators.timeBasedEpochGenerator().generate()
                : Generators.nameBasedGenerator(commandId).generate(what);
    }

    /** Executes a command, prints the result, and says how it went. */
    int run(Command command) {
        try (RegistryClient client = connect()) {
            print(execute(client, command), Map.of());
            return Exit.OK;
        }
    }

    /** Executes a command. */
    public CommandResult execute(RegistryClient client, Command command) {
        CommandOptions options =
                commandId == null ? CommandOptions.fresh() : CommandOptions.of(new CommandId(commandId));
        CommandResult result = Connection.await(
                client.execute(command, expectVersion == null ? options : options.expecting(expectVersion)));
        if (result == null) {
            throw new IllegalStateException("the registry ended the call without an answer");
        }
        return result;
    }

    /** Prints how a command was answered, with more columns. */
    public void print(CommandResult result, Map<String, String> more) {
        try (Output out = output("results")) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("kind", result.aggregate().kind().name().toLowerCase(Locale.ROOT));
            row.put("id", result.aggregate().uuid().toString());
            row.put("version", result.version());
            row.put("events", result.events().size());
            row.put("replayed", result.replayed());
            row.putAll(more);
            out.row(row);
        }
    }
}
