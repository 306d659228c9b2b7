package io.vedette.testkit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.testkit.catalogue.Catalogue.Entry;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files of the catalogue show does not hang on how much of a history is there at the start. */
class CatalogueCutsTest {

    private static final String LIVE = "{\"live\":true}";

    /**
     * The files that begin with repositories that have their shadows, or have moved. Who watches from an earlier event on
     * initialises or moves them first, as it should.
     */
    private static final Set<String> BEGIN_WITH_SHADOWS = Set.of(
            "after-a-move-the-new-shadow-counts",
            "archived-is-closed-until-it-is-back",
            "error-beside-an-error-is-settled",
            "load-and-live-agree",
            "moved-away-is-closed",
            "moves-at-the-start-begin-with-closing",
            "moves-that-wait-keep-nobody-waiting",
            "reconnect-wakes-only-what-changed",
            "repository-ahead-of-its-registry-is-owned",
            "scenario-2",
            "scenario-4",
            "shadow-move-and-move-follow-each-other",
            "step-of-a-workflow-is-done-once");

    static List<Entry> entries() {
        return Catalogue.entries();
    }

    /** The calls of one replay. */
    private static final class Heard implements CallListener {
        private final Map<RepoId, Map<String, String>> open = new LinkedHashMap<>();
        private final Set<String> calls = new HashSet<>();

        @Override
        public void called(Call call) {
            calls.add(call.name() + " " + call.repo() + " " + call.fields());
            if (call.name() == CallName.ENABLE_REPO) {
                open.put(call.repo(), call.fields());
            } else if (call.name() == CallName.DISABLE_REPO) {
                open.remove(call.repo());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyCutOfTheEventsLeadsToTheSameEndAndMissesNoCall(Entry entry) {
        List<String> events = entry.lines().stream()
                .filter(line -> line.contains("\"event\""))
                .toList();
        Heard whole = play(entry, events, events.size());

        for (int cut = 0; cut < events.size(); cut++) {
            Heard heard = play(entry, events, cut);

            assertThat(heard.open).as("cut after %d events", cut).isEqualTo(whole.open);
            assertThat(heard.calls).as("cut after %d events", cut).containsAll(whole.calls);
        }
    }

    private static Heard play(Entry entry, List<String> events, int cut) {
        Heard heard = new Heard();
        Catalogue.replay(entry.name(), cut(events, cut))
                .registry("exreg")
                .listener(heard)
                .run();
        return heard;
    }

    @ParameterizedTest
    @MethodSource("entries")
    void whatIsExpectedHoldsWhereverTheObserverStarts(Entry entry) {
        List<String> lines =
                entry.lines().stream().filter(line -> !line.equals(LIVE)).toList();

        List<Integer> cutsThatFail = IntStream.rangeClosed(0, latestStart(lines))
                .filter(cut ->
                        !Catalogue.replay(entry.name(), cut(lines, cut)).run().holds())
                .boxed()
                .toList();

        assertThat(cutsThatFail.isEmpty())
                .as("cuts that fail: %s", cutsThatFail)
                .isEqualTo(!BEGIN_WITH_SHADOWS.contains(entry.name()));
    }

    /** How many lines stand before the first one at which the observer must have started. */
    private static int latestStart(List<String> lines) {
        int first = 0;
        while (Stream.of("expect", "advance", "connection")
                .noneMatch(lines.get(first).substring(2)::startsWith)) {
            first++;
        }
        return first;
    }

    private static List<String> cut(List<String> lines, int at) {
        List<String> cut = new ArrayList<>(lines);
        cut.add(at, LIVE);
        return cut;
    }
}
