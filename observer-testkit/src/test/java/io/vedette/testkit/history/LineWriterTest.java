package io.vedette.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of line is written as it is read. */
class LineWriterTest {

    private static final String REPO = """
            {"repo":"r1","event":"UNKNOWN_99","aggregate":"repo","type":99,"payload":"AQI="}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"live\":true}",
                "{\"advance\":\"PT1H30S\"}",
                "{\"connection\":\"drop\"}",
                "{\"expect\":[]}",
                "{\"expect\":[{\"call\":\"command.releaseMoveRepo\",\"repo\":\"r1\",\"workflow\":\"w1\"},"
                        + "{\"call\":\"command.ping\",\"workflow\":\"w2\"}]}",
                "{\"expect\":[{\"call\":\"processor.enableRepo\",\"repo\":\"r1\",\"path\":\"/ex/a\"}]}",
                "{\"fail\":{\"call\":\"processor.disableRepo\",\"repo\":\"r1\",\"error\":\"strong\",\"message\":\"no\",\"times\":3}}",
                "{\"fail\":{\"call\":\"initializer.getRepo\",\"error\":\"cancelled\",\"message\":\"no\",\"times\":1}}",
                "{\"repo\":\"r1\",\"event\":\"MALFORMED_51\",\"aggregate\":\"repo\",\"type\":51,\"payload\":\"\",\"reason\":\"odd\"}",
                "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_STARTED\",\"aggregate\":\"workflow\",\"payload\":\"\"}",
                "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_STARTED\",\"registry\":\"f16f316b-81ec-5c1e-a376-1b7a6dc20b6e\","
                        + "\"repo\":\"r1\",\"fence\":3,\"oldPath\":\"/ex/a\",\"oldHost\":\"h1\",\"oldHostPath\":\"/data/a\","
                        + "\"oldShadowPath\":\"/s\",\"newPath\":\"/ex/b\",\"newHost\":\"h2\",\"newHostPath\":\"/data/b\"}",
                "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_COMMITTED\",\"version\":1}",
                "{\"workflow\":\"w1\",\"kind\":\"FREEZE_REPO\",\"event\":\"FREEZE_REPO_FILES_COMPLETED\",\"code\":\"FAILED\","
                        + "\"message\":\"\",\"fence\":3}",
                "{\"workflow\":\"w1\",\"kind\":\"DANCE\",\"event\":\"DANCE_STARTED\",\"aggregate\":\"workflow\",\"payload\":\"AQI=\"}",
                "{\"repo\":\"r1\",\"event\":\"REPO_MOVED\",\"workflow\":\"w1\",\"path\":\"/ex/b\",\"host\":\"h1\","
                        + "\"hostPath\":\"/data/b\",\"shadowPath\":\"/s\",\"id\":\"00000000000000000000000001\","
                        + "\"version\":2,\"position\":7,\"time\":\"2026-11-01T12:00:00Z\"}"
            })
    void aLineSaysTheSameWhenItIsWrittenAgain(String text) {
        HistoryFile file = HistoryFile.ofText("file", REPO + text + "\n");

        String written = new HistoryWriter(file.names()).text(lines(file));

        assertThat(written).isEqualTo(REPO + text + "\n");
    }

    @Test
    void aConnectionIsRestoredOnceItWasDropped() {
        HistoryFile file = HistoryFile.ofText("file", "{\"connection\":\"drop\"}\n{\"connection\":\"restore\"}\n");

        assertThat(new HistoryWriter().text(lines(file)))
                .isEqualTo("{\"connection\":\"drop\"}\n{\"connection\":\"restore\"}\n");
    }

    private static List<HistoryLine> lines(HistoryFile file) {
        List<HistoryLine> lines = new ArrayList<>();
        try (HistoryReader reader = file.read()) {
            for (HistoryLine line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
