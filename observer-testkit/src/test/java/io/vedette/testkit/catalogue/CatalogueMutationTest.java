package io.vedette.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.testkit.catalogue.Catalogue.Entry;
import io.vedette.testkit.catalogue.Mutants.Mutant;
import io.vedette.testkit.history.HistoryFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the catalogue check something: with any one thing changed they no longer hold. */
@Tag("slow")
class CatalogueMutationTest {

    static List<Entry> entries() {
        return Catalogue.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void noExpectedCallCanBeChanged(Entry entry) {
        List<String> unnoticed = Mutants.expectations(entry)
                .filter(mutant -> holds(entry, mutant))
                .map(mutant -> "line " + mutant.line() + ", " + mutant.change())
                .toList();

        assertThat(unnoticed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void noLineCanBeDroppedButThoseWhosePointIsThatTheyChangeNothing(Entry entry) {
        List<String> unnoticed = Mutants.dropped(entry)
                .filter(mutant -> holds(entry, mutant))
                .map(mutant -> entry.lines().get(mutant.line() - 1))
                .toList();

        List<String> unlisted = new ArrayList<>(unnoticed);
        for (Harmless harmless : Harmless.of(entry)) {
            List<String> covered = unnoticed.stream().filter(harmless::covers).toList();
            assertThat(covered).as(harmless.toString()).hasSize(harmless.lines());
            unlisted.removeAll(covered);
        }
        assertThat(unlisted).isEmpty();
    }

    @Test
    void linesThatChangeNothingAreListedForFilesThatThereAre() {
        assertThat(entries())
                .extracting(Entry::name)
                .containsAll(Harmless.LINES.stream()
                        .flatMap(harmless -> Stream.ofNullable(harmless.file()))
                        .toList());
    }

    private static boolean holds(Entry entry, Mutant mutant) {
        try {
            return Catalogue.replay(entry.name(), mutant.lines()).run().holds();
        } catch (HistoryFormatException refused) {
            return false;
        }
    }
}
