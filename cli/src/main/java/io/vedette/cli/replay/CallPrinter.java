package io.vedette.cli.replay;

import com.google.gson.JsonObject;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.Progress;
import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.CallRow;
import io.vedette.testkit.replay.Origins;
import java.io.PrintWriter;

/** Prints calls as they are made: as the lines {@code expect} of a history file have them, or as a table. */
final class CallPrinter implements CallListener, AutoCloseable {

    private final HistoryFile file;
    private final OutputFormat format;
    private final PrintWriter out;
    private final Output output;
    private final Progress progress;
    private final Origins origins = new Origins();
    private long events;
    private boolean gone;
    private boolean closed;

    /** The reader of a pipe has what it wanted. */
    static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ReaderGone() {
            super(null, null, false, false);
        }
    }

    CallPrinter(HistoryFile file, OutputFormat format, PrintWriter out, Progress progress) {
        this.file = file;
        this.format = format;
        this.out = out;
        this.output = new Output(format, out, "calls");
        this.progress = progress;
    }

    @Override
    public void arrived(HistoryLine.Occurred line, EventId id) {
        if (gone && file.summary().expectations() == 0) {
            throw new ReaderGone();
        }
        progress.at(++events, file.summary().events());
        origins.add(line, id);
    }

    @Override
    public void called(Call call) {
        if (!gone) {
            output.row(line(CallRow.of(call, origins.of(call), file.names())));
            gone = format == OutputFormat.jsonl && out.checkError();
        }
    }

    private JsonObject line(CallRow row) {
        if (format != OutputFormat.table) {
            return row.json();
        }
        JsonObject cells = new JsonObject();
        cells.addProperty("repo", row.repo());
        cells.addProperty("call", row.call().text());
        cells.addProperty("fields", row.words());
        cells.addProperty("because", row.because());
        return cells;
    }

    /** The events that calls were made for. */
    Origins origins() {
        return origins;
    }

    /** Prints what a table or a document had to wait for. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            output.close();
        }
    }
}
