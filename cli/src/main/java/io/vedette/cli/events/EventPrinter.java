package io.vedette.cli.events;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.Printable;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Recorded;
import io.vedette.testkit.history.HistoryWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints events as they come: history lines, one JSON document, or lines for people. The lines for people have fixed
 * columns instead of a table's, so that a watch shows each event at once.
 */
final class EventPrinter implements AutoCloseable {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final List<String> COLUMNS =
            List.of("event", "id", "version", "position", "time", "command", "aggregate", "workflow", "kind");

    private final HistoryWriter history;
    private final OutputFormat format;
    private final PrintWriter out;
    private final Output document;

    EventPrinter(HistoryWriter history, OutputFormat format, PrintWriter out) {
        this.history = history;
        this.format = format;
        this.out = out;
        this.document = new Output(format, out, "events");
        if (format == OutputFormat.table) {
            out.println(line("TIME", "OF", "VERSION", "EVENT", "FIELDS"));
        }
    }

    /** Prints an event; whether anybody still reads. */
    boolean print(Recorded recorded) {
        JsonObject line = history.of(recorded);
        if (format == OutputFormat.table) {
            String of = recorded.aggregate().kind().name().toLowerCase(Locale.ROOT) + " "
                    + (recorded.aggregate().kind() == AggregateKind.REGISTRY
                            ? line.get("registry").getAsString()
                            : recorded.aggregate().uuid().toString());
            out.println(line(
                    line.get("time").getAsString(),
                    of,
                    line.get("version").getAsString(),
                    line.get("event").getAsString(),
                    fields(line, recorded.aggregate().kind().name().toLowerCase(Locale.ROOT))));
            out.flush();
        } else {
            document.row(line);
        }
        return !out.checkError();
    }

    private static String line(String time, String of, String version, String event, String fields) {
        return Printable.of(String.format(Locale.ROOT, "%-24s  %-45s  %7s  %-21s  %s", time, of, version, event, fields)
                .stripTrailing());
    }

    private static String fields(JsonObject line, String kind) {
        return line.entrySet().stream()
                .filter(entry ->
                        !COLUMNS.contains(entry.getKey()) && !entry.getKey().equals(kind))
                .map(EventPrinter::field)
                .collect(Collectors.joining(" "));
    }

    private static String field(Map.Entry<String, JsonElement> entry) {
        return entry.getKey() + "=" + GSON.toJson(entry.getValue());
    }

    @Override
    public void close() {
        if (format != OutputFormat.table) {
            document.close();
        }
        out.flush();
    }
}
