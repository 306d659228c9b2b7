package io.vedette.cli.command;

import io.vedette.domain.RegistryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vedette create registry NAME}. */
@Command(name = "create", description = "Makes something new.")
public final class CreateCommand {

    @Command(name = "registry", description = "Makes a registry; one that exists already is fine.")
    int registry(@Mixin CommandFlags flags, @Parameters(paramLabel = "NAME", description = "The name.") String name) {
        return flags.run(new RegistryCommand.CreateRegistry(name));
    }
}
