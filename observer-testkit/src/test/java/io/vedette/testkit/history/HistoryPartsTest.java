package io.vedette.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lines of a history are in which of its parts. */
class HistoryPartsTest {

    private static final String ADDED =
            "{\"registry\":\"exreg\",\"event\":\"REPO_ADDED\",\"repo\":\"%1$s\",\"path\":\"/ex/%1$s\"}";
    private static final String SHADOW =
            "{\"repo\":\"%1$s\",\"event\":\"SHADOW_REPO_CREATED\",\"shadowPath\":\"/shadow/%1$s\"}";
    private static final String MOVING =
            "{\"registry\":\"exreg\",\"event\":\"SHADOW_MOVE_STARTED\",\"repo\":\"%s\"," + "\"workflow\":\"%s\"}";
    private static final String MOVE =
            "{\"repo\":\"%s\",\"event\":\"SHADOW_MOVE_STARTED\",\"workflow\":\"%s\",\"newShadowPath\":\"/s\"}";
    private static final String STEP = "{\"workflow\":\"%s\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_STARTED\","
            + "\"aggregate\":\"workflow\",\"payload\":\"\",\"version\":%d}";
    private static final int PARTS = 3;

    @TempDir
    Path folder;

    /** For each line, from the first, in which parts it is. */
    private List<List<Integer>> places(String... lines) {
        List<List<Integer>> places = new ArrayList<>();
        IntStream.range(0, lines.length).forEach(i -> places.add(new ArrayList<>()));
        List<HistoryFile> parts = cut(lines).parts();
        for (int i = 0; i < parts.size(); i++) {
            for (HistoryLine line : lines(parts.get(i))) {
                places.get((int) line.number() - 1).add(i);
            }
        }
        return places;
    }

    private HistoryParts cut(String... lines) {
        try {
            Path file = Files.writeString(folder.resolve("h.jsonl"), String.join("\n", lines));
            return HistoryParts.of("h.jsonl", file, folder, PARTS, line -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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

    @Test
    void whatIsAboutARepositoryIsInOnePart() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add(ADDED.formatted("r" + i));
            lines.add(SHADOW.formatted("r" + i));
            lines.add("{\"fail\":{\"call\":\"initializer.getRepo\",\"repo\":\"r%d\",\"error\":\"weak\"}}".formatted(i));
        }

        List<List<Integer>> places = places(lines.toArray(String[]::new));

        assertThat(places).allSatisfy(parts -> assertThat(parts).hasSize(1));
        for (int i = 0; i < 36; i += 3) {
            assertThat(places.subList(i, i + 3)).containsOnly(places.get(i));
        }
        assertThat(places).as("repositories are spread").contains(List.of(0), List.of(1), List.of(2));
    }

    @Test
    void whatIsAboutNoRepositoryIsInEveryPart() {
        List<List<Integer>> places = places(
                "{\"registry\":\"exreg\",\"event\":\"REGISTRY_ADDED\",\"name\":\"exreg\"}",
                "{\"registry\":\"exreg\",\"event\":\"ROOT_ADDED\",\"path\":\"/ex\",\"host\":\"h1\",\"hostPath\":\"/data\"}",
                "{\"fail\":{\"call\":\"initializer.getRepo\",\"error\":\"weak\"}}",
                "{\"live\":true}",
                "{\"connection\":\"drop\"}",
                "{\"connection\":\"restore\"}",
                "{\"advance\":\"PT1H\"}",
                "{\"expect\":[]}");

        assertThat(places).hasSize(8).containsOnly(List.of(0, 1, 2));
    }

    @Test
    void aLineThatExpectsCallsIsInEveryPartAndNoneOfThemExpectsAny() {
        List<String> lines = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add(ADDED.formatted("r" + i));
            calls.add("{\"call\":\"initializer.getRepo\",\"repo\":\"r%d\"}".formatted(i));
        }
        lines.add("{\"expect\":" + calls + "}");

        List<HistoryFile> parts = cut(lines.toArray(String[]::new)).parts();

        assertThat(parts).hasSize(PARTS).allSatisfy(part -> {
            assertThat(lines(part).get(lines(part).size() - 1)).isInstanceOf(HistoryLine.Expect.class);
            assertThat(part.summary().expectations()).isZero();
        });
    }

    @Test
    void callsThatAreExpectedOfARepositoryWithoutEventsAreRefused() {
        for (int i = 0; i < 12; i++) {
            String stranger = "{\"expect\":[{\"call\":\"initializer.getRepo\",\"repo\":\"s%d\"}]}".formatted(i);

            assertThatThrownBy(() -> cut(ADDED.formatted("r1"), stranger))
                    .hasMessage("h.jsonl:2:1: \"expect\" is about repo s%d, of which no line has an event", i);
        }
    }

    @Test
    void aWorkflowIsBesideTheRepositoryWhoseEventNamesIt() {
        for (int i = 0; i < 12; i++) {
            String repo = "r" + i;
            List<List<Integer>> byRegistry = places(
                    ADDED.formatted(repo),
                    MOVING.formatted(repo, "w1"),
                    STEP.formatted("w1", 1),
                    STEP.formatted("w1", 2));
            List<List<Integer>> byRepo = places(
                    ADDED.formatted(repo),
                    MOVE.formatted(repo, "w1"),
                    STEP.formatted("w1", 1),
                    STEP.formatted("w1", 2));

            assertThat(byRegistry).hasSize(4).containsOnly(byRegistry.get(0));
            assertThat(byRepo).isEqualTo(byRegistry);
        }
    }

    @Test
    void aWorkflowThatNothingHasNamedIsInEveryPartUntilItIs() {
        List<List<Integer>> places = places(
                ADDED.formatted("r1"), STEP.formatted("w1", 1), MOVING.formatted("r1", "w1"), STEP.formatted("w1", 2));

        assertThat(places.get(1)).containsExactly(0, 1, 2);
        assertThat(places.get(3)).isEqualTo(places.get(0)).hasSize(1);
    }
}
