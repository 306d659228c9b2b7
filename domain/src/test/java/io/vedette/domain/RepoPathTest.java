package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepoPathTest {

    @ParameterizedTest
    @CsvSource({
        "/ex/a,   /ex/a, true",
        "/ex/a/b, /ex/a, true",
        "/ex/ab,  /ex/a, false",
        "/ex/a!,  /ex/a, false",
        "/ex,     /ex/a, false",
        "/ex/a,   /,     true",
        "/,       /,     true",
        "/,       /ex,   false",
        "/日本/x,  /日本,  true",
        "/日本x,   /日本,  false"
    })
    void comparesWholeSegments(String path, String other, boolean below) {
        assertThat(new RepoPath(path).isAtOrBelow(new RepoPath(other))).isEqualTo(below);
    }

    @ParameterizedTest
    @CsvSource({"/ex/a/b, /ex/a, b", "/ex/a/b/c, /ex/a, b/c", "/ex/a, /, ex/a", "/ex/a, /ex/a, ''", "/, /, ''"})
    void saysWhatIsLeftBelowAnotherPath(String path, String other, String rest) {
        assertThat(new RepoPath(path).relativeTo(new RepoPath(other))).isEqualTo(rest);
    }

    @Test
    void refusesARestBelowAPathThatIsNotAbove() {
        assertThatThrownBy(() -> new RepoPath("/ex/ab").relativeTo(new RepoPath("/ex/a")))
                .hasMessage("/ex/ab is not at or below /ex/a");
    }

    static List<List<String>> badPaths() {
        return List.of(
                List.of("", "absolute"),
                List.of("ex/a", "absolute"),
                List.of("./ex", "absolute"),
                List.of("/ex/./a", "normalised"),
                List.of("/ex/../a", "normalised"),
                List.of("/..", "normalised"),
                List.of("/ex//a", "empty segment"),
                List.of("//", "empty segment"),
                List.of("/ex/", "/ at its end"),
                List.of("/a\0b", "NUL"),
                List.of("/a\ud800", "lone surrogate"),
                List.of("/\udc00\ud800", "lone surrogate"),
                List.of("/" + "x".repeat(256), "segment longer than 255"),
                List.of("/" + "日".repeat(86), "segment longer than 255"),
                List.of("/x".repeat(2049), "longer than 4096"));
    }

    @ParameterizedTest
    @MethodSource("badPaths")
    void refusesABadPathWithTheRuleItBreaks(List<String> pathAndRule) {
        assertThatThrownBy(() -> new RepoPath(pathAndRule.get(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pathAndRule.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/...", "/.git", "/a..b", "/🦊/x y", "/a\\b"})
    void takesWhatFileSystemsTake(String path) {
        assertThat(new RepoPath(path)).hasToString(path);
    }

    @Test
    void takesTheLongestPath() {
        String longest = "/x".repeat(2048);

        assertThat(new RepoPath(longest).value()).hasSize(4096);
    }

    @Test
    void aMessageAboutAHugePathIsShortAndOnOneLine() {
        assertThatThrownBy(() -> new RepoPath("x\n".repeat(1_000_000)))
                .hasMessageMatching("[^\\n]{1,200}")
                .hasMessageContaining("…");
    }

    @Test
    void theOrderPutsAPathDirectlyBeforeAllThatLieBelowIt() {
        Seeds.check(200, random -> {
            RandomValues values = new RandomValues(random);
            List<RepoPath> paths = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                paths.add(values.path());
            }

            List<RepoPath> sorted = paths.stream().distinct().sorted().toList();

            for (int i = 0; i < sorted.size(); i++) {
                RepoPath above = sorted.get(i);
                int next = i + 1;
                while (next < sorted.size() && sorted.get(next).isAtOrBelow(above)) {
                    next++;
                }
                assertThat(sorted.subList(0, i)).noneMatch(path -> path.isAtOrBelow(above));
                assertThat(sorted.subList(next, sorted.size())).noneMatch(path -> path.isAtOrBelow(above));
            }
        });
    }

    @Test
    void theOrderAgreesWithEquality() {
        Seeds.check(2000, random -> {
            RandomValues values = new RandomValues(random);
            RepoPath a = values.path();
            RepoPath b = values.path();
            RepoPath c = values.path();

            assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
            if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                assertThat(a).isLessThanOrEqualTo(c);
            }
        });
    }
}
