package io.vedette.testkit.history;

import com.google.gson.JsonObject;
import io.vedette.domain.Recorded;
import io.vedette.testkit.history.HistoryLine.Stamp;
import io.vedette.workflows.WorkflowKinds;
import java.time.Instant;
import java.util.List;

/**
 * Writes the lines of history files. Learns the names of registries from their first events, so it must see a registry's
 * history before that of its repositories, as the order of the store has it. For one thread.
 */
public final class HistoryWriter {

    private final Names names;
    private final LineWriter lines;

    /** A writer that knows no name. */
    public HistoryWriter() {
        this(new Names());
    }

    /** A writer that calls ids as a file does. */
    public HistoryWriter(Names names) {
        this(names, WorkflowKinds.builtIn());
    }

    /** A writer that calls ids as a file does, and knows the fields of these kinds of workflow. */
    public HistoryWriter(Names names, WorkflowKinds kinds) {
        this.names = names;
        this.lines = new LineWriter(names, kinds);
    }

    /** Makes the name of a registry known. */
    public void learn(String registry) {
        names.named(registry);
    }

    /** The line for an event, with all that the registry wrote beside it. */
    public JsonObject of(Recorded recorded) {
        Instant time = Instant.ofEpochMilli(recorded.timeMillis());
        Stamp stamp = new Stamp(recorded.id(), recorded.version(), recorded.position(), time, recorded.command());
        return lines.occurred(recorded.aggregate(), recorded.event(), stamp);
    }

    /** A line that says what this one says; its number is where it is written. */
    public JsonObject of(HistoryLine line) {
        return line.fold(lines);
    }

    /** The text of a file with these lines. */
    public String text(List<HistoryLine> all) {
        StringBuilder text = new StringBuilder();
        all.forEach(line -> text.append(of(line)).append('\n'));
        return text.toString();
    }
}
