package io.vedette.cli.output;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code -o}, the same for every command that prints. */
public final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: table.")
    OutputFormat format = OutputFormat.table;

    /** The format that was asked for. */
    public OutputFormat format() {
        return format;
    }

    /** Opens an output on the command's standard output. */
    public Output open(CommandSpec spec, String document) {
        return new Output(format, spec.commandLine().getOut(), document);
    }

    /** Opens an output elsewhere. */
    public Output open(PrintWriter out, String document) {
        return new Output(format, out, document);
    }
}
