package io.vedette.observer.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoEvent;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import io.vedette.testkit.history.HistoryReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What histories are drawn, and which ones are passed over. */
class DrawnHistoryTest {

    @Test
    void drawnHistoriesCouldHaveBeenWrittenByARegistryAndShowEveryEvent() {
        Map<Class<?>, Integer> seen = new HashMap<>();
        for (long seed = 1; seed <= 1_000; seed++) {
            List<HistoryLine> lines = DrawnHistory.of(new SplittableRandom(seed), 60);

            assertThat(Plausible.allows(lines)).as("seed %d", seed).isTrue();
            lines.forEach(line -> seen.merge(((Occurred) line).event().getClass(), 1, Integer::sum));
        }

        Stream.of(RegistryEvent.class, RepoEvent.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .forEach(type ->
                        assertThat(seen.getOrDefault(type, 0)).as("%s", type).isGreaterThan(50));
        assertThat(seen.get(Event.Unknown.class)).isGreaterThan(500);
        assertThat(seen.get(Event.Malformed.class)).isGreaterThan(50);
    }

    @Test
    void aHistoryWithoutAnyOneOfItsNeededLinesIsPassedOver() {
        List<HistoryLine> lines = lines("""
                {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
                {"registry":"exreg","event":"ROOT_ADDED","path":"/ex","host":"h1","hostPath":"/data"}
                {"registry":"exreg","event":"REPO_ACCEPTED","repo":"r1","path":"/ex/a","creator":"Ada <ada@example.com>"}
                {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
                {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a"}
                {"repo":"r1","event":"SHADOW_REPO_CREATED","shadowPath":"/shadow/r1"}
                {"registry":"exreg","event":"REPO_MOVE_ACCEPTED","repo":"r1","workflow":"w1","newPath":"/ex/b"}
                {"repo":"r1","event":"REPO_MOVE_STARTED","workflow":"w1","oldPath":"/ex/a","oldHost":"h1","oldHostPath":"/data/a","oldShadowPath":"/shadow/r1","newPath":"/ex/b","newHost":"h1","newHostPath":"/data/b"}
                {"repo":"r1","event":"REPO_MOVED","workflow":"w1","path":"/ex/b","host":"h1","hostPath":"/data/b","shadowPath":"/shadow/r1"}
                {"registry":"exreg","event":"REPO_MOVED","repo":"r1","workflow":"w1","path":"/ex/b"}
                """);
        assertThat(Plausible.allows(lines)).isTrue();

        for (int i = 0; i < lines.size(); i++) {
            List<HistoryLine> rest = new ArrayList<>(lines);
            rest.remove(i);

            assertThat(Plausible.allows(rest)).as("without line %d", i + 1).isFalse();
        }
    }

    private static List<HistoryLine> lines(String text) {
        List<HistoryLine> lines = new ArrayList<>();
        try (HistoryReader reader = HistoryFile.ofText("text", text).read()) {
            for (HistoryLine line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
