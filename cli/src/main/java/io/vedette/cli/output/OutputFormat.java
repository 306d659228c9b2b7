package io.vedette.cli.output;

/** How results are printed. Named as on the command line. */
public enum OutputFormat {
    table,
    json,
    jsonl
}
