package io.vedette.cli.replay;

import io.vedette.cli.output.Printable;
import io.vedette.testkit.history.Names;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.CallRow;
import io.vedette.testkit.replay.DifferenceText;
import io.vedette.testkit.replay.Outcome;
import java.io.PrintWriter;

/** Says on standard error which calls of plug-ins failed: what is printed of a call is that it was made. */
final class FailedCalls implements CallListener {

    private static final int SHOWN = 20;

    private final Names names;
    private final PrintWriter err;
    private long count;

    FailedCalls(Names names, PrintWriter err) {
        this.names = names;
        this.err = err;
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        if (!call.name().isCommand() && outcome.failed()) {
            if (count++ < SHOWN) {
                err.println(Printable.of(DifferenceText.who(CallRow.repo(call.repo(), names)) + ": "
                        + call.name().text() + " " + outcome.text()));
            } else if (count == SHOWN + 1) {
                err.println("... and more");
            }
        }
    }

    /** How many. */
    long count() {
        return count;
    }
}
