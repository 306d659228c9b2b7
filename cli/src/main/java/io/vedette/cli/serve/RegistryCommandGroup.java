package io.vedette.cli.serve;

import picocli.CommandLine.Command;

/** {@code vedette registry …}. */
@Command(name = "registry", description = "Runs a registry.", subcommands = ServeCommand.class)
public final class RegistryCommandGroup {}
