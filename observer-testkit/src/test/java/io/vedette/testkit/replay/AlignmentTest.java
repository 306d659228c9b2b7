package io.vedette.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two lists side by side: the letters of two words, small ones and capitals being pairs. */
class AlignmentTest {

    private static final class Written implements Alignment.Taker<String, String> {
        private final List<String> parts = new ArrayList<>();

        @Override
        public void both(String left, String right) {
            parts.add("=" + left + right);
        }

        @Override
        public void left(String only) {
            parts.add("-" + only);
        }

        @Override
        public void right(String only) {
            parts.add("+" + only);
        }
    }

    private static List<String> aligned(List<String> left, List<String> right) {
        Written written = new Written();
        Alignment.of(left, right, String::equalsIgnoreCase, written);
        return written.parts;
    }

    private static List<String> letters(String word) {
        return word.isEmpty() ? List.of() : Stream.of(word.split("")).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "ab, AB, =aA =bB",
        "ab, '', -a -b",
        "'', AB, +A +B",
        "abc, AXC, =aA -b +X =cC",
        "abc, AC, =aA -b =cC",
        "ac, ABC, =aA +B =cC",
        "aa, A, =aA -a",
        "a, AA, =aA +A",
        "abcd, BADC, -a =bB -c +A =dD +C",
        "xabyabz, ABAB, -x =aA =bB -y =aA =bB -z",
    })
    void asManyPairsAsCanBeAndTheLeftOnesFirst(String left, String right, String aligned) {
        assertThat(String.join(" ", aligned(letters(left), letters(right)))).isEqualTo(aligned);
    }

    @Test
    void listsThatDifferInThousandsOfPlacesAreNotPairedInTheMiddle() {
        List<String> left = new ArrayList<>(List.of("h"));
        left.addAll(Collections.nCopies(3000, "a"));
        left.addAll(List.of("m", "t"));
        List<String> right = new ArrayList<>(List.of("H"));
        right.addAll(Collections.nCopies(3000, "B"));
        right.addAll(List.of("M", "x", "T"));

        List<String> aligned = aligned(left, right);

        assertThat(aligned).hasSize(2 + 3001 + 3002).startsWith("=hH", "-a").endsWith("+M", "+x", "=tT");
        assertThat(aligned.subList(3001, 3003)).containsExactly("-m", "+B");
    }
}
