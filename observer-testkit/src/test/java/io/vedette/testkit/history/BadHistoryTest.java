package io.vedette.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.Event;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A history file that is not well formed is refused with the place and the cause; nothing is passed over in silence. */
class BadHistoryTest {

    private static final String ADDED =
            "{\"registry\":\"exreg\",\"event\":\"REPO_ADDED\",\"repo\":\"r1\",\"path\":\"/ex/a\"}";

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("{\"registry\":\"exreg\",\"event\":", 1, 29, "the line ends in the middle of its object"),
                bad("[1]", 1, 1, "a line is one JSON object"),
                bad("registry: exreg", 1, 1, "this is not JSON"),
                bad("{'live':true}", 1, 3, "this is not JSON as RFC 8259 has it"),
                bad("{\"live\":true} {}", 1, 16, "this is not JSON as RFC 8259 has it"),
                bad("{\"live\":true,\"live\":true}", 1, 14, "\"live\" stands here twice"),
                bad("# a comment\n\n{\"alive\":true}", 3, 1, "a line has \"event\" or is one of the controls"),
                bad("{\"live\":1}", 1, 2, "\"live\" is true or not there"),
                bad("{\"live\":true}\n{\"live\":true}", 2, 1, "it has started already, in line 1"),
                bad("{\"expect\":[]}\n{\"live\":true}", 2, 1, "it has started already, in line 1"),
                bad("{\"advance\":\"30s\"}", 1, 2, "\"advance\": it is an ISO-8601 duration, as PT30S, not 30s"),
                bad("{\"advance\":5}", 1, 2, "\"advance\" is a text, not 5"),
                bad("{\"advance\":\"P106752D\"}", 1, 1, "leads from 1970-01-01T00:00:00Z beyond 2262-01-01"),
                bad(
                        "{\"advance\":\"P99999D\"}\n{\"advance\":\"P99999D\"}",
                        2,
                        1,
                        "leads from 2243-10-16T00:00:00Z beyond"),
                bad(ADDED.replace("}", ",\"id\":\"7ZZZZZZZZZ0000000000000000\"}"), 1, 1, "is not between 1970"),
                bad(ADDED.replace("}", ",\"time\":\"2300-01-01T00:00:00Z\"}"), 1, 1, "is not between 1970"),
                bad(ADDED.replace("}", ",\"version\":\"1\"}"), 1, 69, "is a whole number of at least 1, not \"1\""),
                bad("{\"expect\":null}", 1, 2, "\"expect\" is null; leave it out"),
                bad(
                        "{\"fail\":{\"call\":\"initializer.getRepo\",\"call\":\"initializer.initRepo\",\"error\":\"weak\"}}",
                        1,
                        39,
                        "\"call\" stands here twice"),
                bad(
                        "{\"aggregate\":\"registry\",\"registry\":\"e\",\"event\":\"FOO\",\"type\":4294967297}",
                        1,
                        54,
                        "at most 2147483647, not 4294967297"),
                bad(
                        "{\"aggregate\":\"registry\",\"registry\":\"e\",\"event\":\"FOO\",\"type\":1}",
                        1,
                        54,
                        "1 is the number of REGISTRY_ADDED, which is known here"),
                bad(
                        "{\"registry\":\"x\",\"event\":\"ROOT_ADDED\",\"host\":\"path\",\"hostPath\":\"/d\",\"path\":\"rel\"}",
                        1,
                        68,
                        "\"path\": path \"rel\" must be absolute"),
                bad("{\"advance\":\"PT-5S\"}", 1, 2, "time does not go back"),
                bad("{\"connection\":\"cut\"}", 1, 2, "a connection can drop or restore, not cut"),
                bad("{\"connection\":\"restore\"}", 1, 1, "only one that was dropped is restored"),
                bad("{\"connection\":\"drop\"}\n{\"connection\":\"drop\"}", 2, 1, "was dropped already"),
                bad("{\"repo\":\"r1\",\"event\":\"REPO_PAINTED\"}", 1, 14, "no event of a repo is called REPO_PAINTED"),
                bad(ADDED.replace("path", "paht"), 1, 1, "\"path\" is missing"),
                bad(
                        ADDED.replace("}", ",\"colour\":\"red\"}"),
                        1,
                        69,
                        "REPO_ADDED has no \"colour\"; it has event, registry"),
                bad(ADDED.replace("/ex/a", "ex/a"), 1, 54, "\"path\": path \"ex/a\" must be absolute"),
                bad(ADDED.replace("\"/ex/a\"", "[]"), 1, 54, "\"path\" is a text, not []"),
                bad(ADDED.replace("}", ",\"id\":\"x\"}"), 1, 69, "\"id\": "),
                bad(ADDED.replace("}", ",\"version\":2}"), 1, 1, "the next version of registry exreg is 1, not 2"),
                bad(ADDED.replace("}", ",\"version\":0}"), 1, 69, "\"version\" is a whole number of at least 1, not 0"),
                bad(
                        ADDED + "\n" + ADDED.replace("}", ",\"version\":1}"),
                        2,
                        1,
                        "the next version of registry exreg is 2"),
                bad(
                        ADDED.replace("}", ",\"id\":\"01AN4Z07BY79KA1307SR9X4MV4\"}") + "\n"
                                + ADDED.replace("}", ",\"id\":\"01AN4Z07BY79KA1307SR9X4MV3\"}"),
                        2,
                        1,
                        "is not after 01AN4Z07BY79KA1307SR9X4MV4"),
                bad(
                        "{\"registry\":\"other\",\"event\":\"REGISTRY_ADDED\",\"name\":\"exreg\"}",
                        1,
                        46,
                        "\"registry\" is the name of the registry, which is exreg"),
                bad("{\"workflow\":\"w\",\"kind\":\"PING\",\"event\":\"MOVE_STARTED\"}", 1, 31, "begins with PING_"),
                bad(
                        ADDED + "\n{\"expect\":[{\"call\":\"initializer.getRepo\",\"repo\":\"r2\"}]}",
                        2,
                        1,
                        "\"expect\" is about repo r2, of which no line has an event"),
                bad(
                        "{\"fail\":{\"call\":\"initializer.getRepo\",\"repo\":\"r2\",\"error\":\"weak\"}}\n" + ADDED,
                        1,
                        1,
                        "\"fail\" is about repo r2, of which no line has an event"),
                bad("{\"fail\":{\"call\":\"initializer.getRepos\",\"error\":\"weak\"}}", 1, 10, "there is no call"),
                bad(
                        "{\"fail\":{\"call\":\"initializer.getRepo\",\"error\":\"bad\"}}",
                        1,
                        39,
                        "no kind of error \"bad\""),
                bad(
                        "{\"fail\":{\"call\":\"initializer.getRepo\",\"error\":\"weak\",\"times\":0}}",
                        1,
                        54,
                        "at least 1, not 0"),
                bad(
                        "{\"fail\":{\"call\":\"command.ping\",\"error\":\"stored\"}}",
                        1,
                        32,
                        "a command fails with \"weak\""),
                bad("{\"expect\":{\"call\":\"x\"}}", 1, 2, "\"expect\" is a list of objects"),
                bad(
                        ADDED + "\n{\"expect\":[{\"call\":\"command.setRepoError\",\"repo\":\"r1\"},"
                                + "{\"call\":\"processor.enableRepo\",\"repo\":\"r1\",\"shadow\":\"/s\"}]}",
                        2,
                        99,
                        "processor.enableRepo has no \"shadow\"; it has call, repo, path, hostPath, shadowPath"));
    }

    private static Arguments bad(String text, long line, int column, String problem) {
        return Arguments.of(text, line, column, problem);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isRefusedWithLineAndColumn(String text, long line, int column, String problem) {
        assertThatThrownBy(() -> HistoryFile.ofText("h.jsonl", text))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageStartingWith("h.jsonl:" + line + ":" + column + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void oneBadLineAmongAMillionIsFound(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("large.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= 200_000; i++) {
                out.write(i == 123_456 ? "{\"live\":tru}\n" : ADDED + "\n");
            }
        }

        assertThatThrownBy(() -> HistoryFile.of(file)).hasMessageStartingWith(file + ":123456:");
    }

    @Test
    void bytesThatAreNotTextAreRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("latin.jsonl");
        Files.write(file, (ADDED + "\n# caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> HistoryFile.of(file)).hasMessage(file + ":2:6: the line is not UTF-8");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> HistoryFile.of(folder.resolve("none.jsonl")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("there is no file " + folder.resolve("none.jsonl"));
    }

    @Test
    void anUnknownEventIsKeptAndCounted() {
        HistoryFile file = HistoryFile.ofText(
                "h.jsonl",
                "{\"aggregate\":\"repo\",\"repo\":\"r1\",\"event\":\"REPO_PAINTED\",\"colour\":\"red\"}\n"
                        + "{\"aggregate\":\"repo\",\"repo\":\"r1\",\"event\":\"UNKNOWN_99\",\"payload\":\"AQI=\"}");

        assertThat(file.summary().unknownEvents()).isEqualTo(2);
        try (HistoryReader lines = file.read()) {
            lines.next();
            assertThat(lines.next())
                    .isInstanceOfSatisfying(
                            HistoryLine.Occurred.class,
                            line -> assertThat(line.event())
                                    .isEqualTo(new Event.Unknown(99, Event.Bytes.copyOf(new byte[] {1, 2}))));
        }
    }

    @Test
    void aRegistryMayHaveANameThatLooksLikeAnId() {
        String name = "304c4bd1-0000-4000-8000-000000000001";
        HistoryFile file = HistoryFile.ofText(
                "h.jsonl",
                "{\"registry\":\"" + name + "\",\"event\":\"REGISTRY_ADDED\",\"name\":\"" + name + "\"}\n"
                        + ADDED.replace("exreg", name));

        assertThat(file.summary().registries()).containsExactly(name);
        assertThat(file.summary().histories()).isEqualTo(1);
    }

    @Test
    void anEmptyFileIsWellFormed() {
        assertThat(HistoryFile.ofText("h.jsonl", "").summary().events()).isZero();
    }
}
