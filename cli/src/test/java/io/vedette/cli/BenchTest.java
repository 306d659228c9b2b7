package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** The benchmark runs, and what it counts is right; how fast it is, no test says. */
class BenchTest {

    @Test
    void replayCountsEventsAndCalls() {
        Program.Result result = Program.run("bench", "replay", "--repos", "10", "--rounds", "1", "-o", "jsonl");

        assertThat(result.exit()).isZero();
        assertThat(result.out().lines().map(JsonParser::parseString).map(line -> line.getAsJsonObject()))
                .extracting(BenchTest::counts)
                .containsExactly("102 events, 20 calls", "102 events, 60 calls", "102 events, 60 calls");
    }

    private static String counts(JsonObject row) {
        assertThat(row.get("median").getAsLong()).isPositive();
        return row.get("events").getAsLong() + " events, " + row.get("calls").getAsLong() + " calls";
    }

    @Test
    void aRowThatIsNotThereIsNamed() {
        Program.Result result = Program.run("bench", "speed");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("there is no row speed; there are: replay");
    }
}
