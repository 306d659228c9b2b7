package io.vedette.cli;

import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The options of a command that asks a registry server for one thing and prints the answer. */
public abstract class AskingFlags {

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Mixin
    Connection connection = new Connection();

    @Mixin
    OutputOption output = new OutputOption();

    /** Opens a client; nothing is sent before the first call. */
    public final RegistryClient connect() {
        return connection.open();
    }

    /** Opens an output on the command's standard output. */
    protected final Output output(String document) {
        return output.open(Objects.requireNonNull(spec), document);
    }
}
