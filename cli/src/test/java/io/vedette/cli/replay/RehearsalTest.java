package io.vedette.cli.replay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.cli.Shutdown;
import io.vedette.cli.UserError;
import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.ObserverEndedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a replay's end is a finding about the history, and what is a defect of the program. */
class RehearsalTest {

    private static final HistoryFile FILE =
            HistoryFile.ofText("h.jsonl", "{\"registry\":\"exreg\",\"event\":\"REGISTRY_ADDED\",\"name\":\"exreg\"}\n");

    private static void runThrowing(RuntimeException thrown) throws Exception {
        try (Shutdown shutdown = new Shutdown();
                Scratch scratch = new Scratch();
                Rehearsal rehearsal = Rehearsal.open(new ReplayFlags(), "exreg", List.of(), scratch, shutdown)) {
            rehearsal.run(FILE, null, new CallListener() {
                @Override
                public void arrived(HistoryLine.Occurred line, EventId id) {
                    throw thrown;
                }
            });
        }
    }

    @Test
    void anObserverThatEndedIsAFinding() {
        assertThatThrownBy(() -> runThrowing(new ObserverEndedException(new IllegalStateException("too old"))))
                .isInstanceOf(UserError.class)
                .hasMessage("the observer ended: too old");
    }

    @Test
    void anyOtherBrokenStateIsADefect() {
        IllegalStateException defect = new IllegalStateException("odd");

        assertThatThrownBy(() -> runThrowing(defect)).isSameAs(defect);
    }
}
