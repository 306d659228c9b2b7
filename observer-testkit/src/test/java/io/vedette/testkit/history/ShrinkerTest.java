package io.vedette.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.HistoryReplay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left of a failing list. */
class ShrinkerTest {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void justTheElementsThatAreNeededAreLeftInTheirOrder() {
        Shrunk<Integer> shrunk =
                Shrinker.<Integer>ofLists().shrink(HUNDRED, list -> list.containsAll(List.of(3, 50, 97)));

        assertThat(shrunk.lines()).containsExactly(3, 50, 97);
        assertThat(shrunk.minimal()).isTrue();
    }

    @Test
    void whatIsLeftFailsNoMoreWithoutAnyOneElement() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Set<Set<Integer>> causes = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                causes.add(Set.of(random.nextInt(0, 30), random.nextInt(30, 60), random.nextInt(60, 100)));
            }

            Shrunk<Integer> shrunk = Shrinker.<Integer>ofLists()
                    .shrink(HUNDRED, list -> causes.stream().anyMatch(list::containsAll));

            assertThat(causes).as("seed %d", seed).contains(new HashSet<>(shrunk.lines()));
        }
    }

    @Test
    void runsAreBoundedAndNothingIsTriedTwice() {
        List<List<Integer>> tried = new ArrayList<>();

        Shrunk<Integer> shrunk = Shrinker.<Integer>ofLists().atMost(20).shrink(HUNDRED, list -> {
            tried.add(List.copyOf(list));
            return list.size() > 90;
        });

        assertThat(tried).hasSize(20).doesNotHaveDuplicates();
        assertThat(shrunk.runs()).isEqualTo(20);
        assertThat(shrunk.minimal()).isFalse();
        assertThat(shrunk.lines()).hasSizeGreaterThan(90);
    }

    @Test
    void whatIsNotWellFormedIsNotTried() {
        Shrunk<Integer> shrunk = Shrinker.<Integer>ofLists()
                .keeping(list -> list.contains(7) == list.contains(70))
                .shrink(HUNDRED, list -> {
                    assertThat(list.contains(7)).isEqualTo(list.contains(70));
                    return list.contains(42);
                });

        assertThat(shrunk.lines()).containsExactly(42);
    }

    @Test
    void simplerElementsTakeThePlaceOfOthers() {
        Shrunk<Integer> shrunk = Shrinker.<Integer>ofLists()
                .simpler(number -> number == 0 ? List.of() : List.of(number / 2, number - 1))
                .shrink(List.of(80, 90), list -> list.stream().anyMatch(number -> number >= 17));

        assertThat(shrunk.lines()).containsExactly(17);
    }

    @Test
    void aListThatDoesNotFailIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shrinker.<Integer>ofLists().shrink(HUNDRED, list -> false))
                .withMessageContaining("does not fail");
    }

    @Test
    void anExportedHistoryShrinksToTheLinesThatItsExpectationNeeds() {
        HistoryFile file = HistoryFile.ofText("long", """
                {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg","version":1,"position":1}
                {"registry":"exreg","event":"ROOT_ADDED","path":"/ex","host":"h1","hostPath":"/data","version":2,"position":2}
                {"repo":"r2","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/b","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/b","version":1,"position":3}
                {"registry":"exreg","event":"REPO_ADDED","repo":"r2","path":"/ex/b","version":3,"position":4}
                {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a","version":1,"position":5}
                {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a","version":4,"position":6}
                {"fail":{"call":"initializer.initRepo","repo":"r1","error":"weak","times":4}}
                {"live":true}
                {"advance":"PT1M"}
                {"repo":"r1","event":"REPO_ERROR_SET","message":"bad","version":2,"position":7}
                {"repo":"r1","event":"SHADOW_REPO_CREATED","shadowPath":"/shadow/r1","version":3,"position":8}
                {"expect":[{"call":"initializer.initRepo","repo":"r1"},{"call":"command.confirmShadow","repo":"r1"}]}
                {"advance":"PT1M"}
                """);
        HistoryWriter writer = new HistoryWriter(file.names());

        Shrunk<HistoryLine> shrunk = Shrinker.ofHistories()
                .keeping(lines -> lines.stream().anyMatch(HistoryLine.Expect.class::isInstance))
                .shrink(lines(file), ShrinkerTest::initialisesTwice);

        assertThat(writer.text(shrunk.lines())).isEqualTo("""
                        {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
                        {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a"}
                        {"fail":{"call":"initializer.initRepo","repo":"r1","error":"weak","message":"failed as told","times":1}}
                        {"advance":"PT1M"}
                        {"expect":[{"call":"initializer.initRepo","repo":"r1"},{"call":"command.confirmShadow","repo":"r1"}]}
                        """);
    }

    private static boolean initialisesTwice(List<HistoryLine> lines) {
        List<String> calls = new ArrayList<>();
        HistoryReplay.of(HistoryFile.ofLines("candidate", lines))
                .registry("exreg")
                .listener(new CallListener() {
                    @Override
                    public void called(Call call) {
                        calls.add(call.name() + " " + call.repo());
                    }
                })
                .run();
        return calls.stream()
                .filter(call -> call.startsWith("INIT_REPO"))
                .anyMatch(call -> calls.indexOf(call) != calls.lastIndexOf(call));
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
