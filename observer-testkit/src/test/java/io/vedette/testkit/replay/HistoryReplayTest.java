package io.vedette.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.testkit.history.HistoryFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a replay does with the lines of a file. */
class HistoryReplayTest {

    @Test
    void aSelfCheckingFileHolds() {
        HistoryFile file = HistoryFile.of(Path.of("../examples/histories/scenario-1.jsonl"));

        ReplayReport report = HistoryReplay.of(file).prefixes("/ex/a").run();

        assertThat(report.differences()).isEmpty();
        assertThat(report.expectations()).isEqualTo(4);
        assertThat(report.calls()).isEqualTo(4);
    }
}
