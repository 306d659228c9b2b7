package io.vedette.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.observer.standin.Seeds;
import io.vedette.testkit.catalogue.Catalogue.Entry;
import io.vedette.testkit.replay.ReplayReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the catalogue holds, in the fixed order and in others. */
class CatalogueTest {

    static List<Entry> entries() {
        return Catalogue.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aFileBeginsWithWhatItShowsAndExpectsCalls(Entry entry) {
        assertThat(entry.lines().subList(0, 2)).allMatch(line -> line.startsWith("# "));
        assertThat(String.join(" ", entry.lines())).contains("\"expect\":[{");
    }

    @Test
    void theListNamesEachFileAndNoOther() throws Exception {
        List<String> listed = matches("\\| \\[([a-z0-9-]+)\\]\\(\\1\\.jsonl\\)");

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        entries().stream().map(Entry::name).toList());
    }

    @Test
    void theTestsThatStandForAHistoryAreThere() throws Exception {
        List<String> named = matches("`([A-Z]\\w+(\\.\\w+)?)`(?= [|·])");
        List<Path> sources = testSources();

        assertThat(named).hasSizeGreaterThan(9).allSatisfy(test -> {
            String[] parts = test.split("\\.", -1);
            assertThat(sources)
                    .filteredOn(source -> source.endsWith(parts[0] + ".java"))
                    .anySatisfy(source -> assertThat(source)
                            .content()
                            .contains(parts[parts.length - 1] + (parts.length == 1 ? " " : "()")));
        });
    }

    private static List<Path> testSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("engine", "registry-client", "observer-testkit", "registry-server")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                files.forEach(sources::add);
            }
        }
        return sources;
    }

    private static List<String> matches(String pattern) throws IOException {
        String page = Files.readString(Catalogue.FOLDER.resolve("README.md"));
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void aFileHoldsInTheFixedOrder(Entry entry) {
        ReplayReport report = Catalogue.replay(entry.name(), entry.lines()).run();

        assertThat(report.differences()).isEmpty();
        assertThat(report.calls()).isPositive();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("entries")
    void aFileHoldsWhateverTheOrderAmongReadyActivities(Entry entry) {
        Seeds.each(50, random -> {
            ReplayReport report = Catalogue.replay(entry.name(), entry.lines())
                    .seed(random.nextLong())
                    .run();

            assertThat(report.differences()).isEmpty();
        });
    }
}
