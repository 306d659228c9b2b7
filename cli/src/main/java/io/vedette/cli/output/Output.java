package io.vedette.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints rows on standard output. A table needs all rows for its widths; JSON lines are printed as they come; JSON is one
 * document. Not thread-safe.
 */
public final class Output implements AutoCloseable {

    private static final Gson LINES =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final Gson PRETTY = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setPrettyPrinting()
            .create();

    private final OutputFormat format;
    private final PrintWriter out;
    private final String document;
    private final List<JsonObject> rows = new ArrayList<>();

    /**
     * An output for rows of one kind.
     *
     * @param document the name of the list in a JSON document, as {@code repositories}
     */
    public Output(OutputFormat format, PrintWriter out, String document) {
        this.format = format;
        this.out = out;
        this.document = document;
    }

    /** Prints a row, or keeps it until {@link #close}. Values are strings, numbers, booleans, lists or null. */
    public void row(Map<String, ? extends @Nullable Object> values) {
        row(LINES.toJsonTree(values).getAsJsonObject());
    }

    /** Prints a row, or keeps it until {@link #close}. */
    public void row(JsonObject row) {
        if (format == OutputFormat.jsonl) {
            out.println(LINES.toJson(row));
            out.flush();
        } else {
            rows.add(row);
        }
    }

    /** Prints what was kept. */
    @Override
    public void close() {
        if (format == OutputFormat.json) {
            JsonObject whole = new JsonObject();
            whole.add(document, PRETTY.toJsonTree(rows));
            out.println(PRETTY.toJson(whole));
        } else if (format == OutputFormat.table) {
            Table.print(rows, out);
        }
        out.flush();
    }
}
