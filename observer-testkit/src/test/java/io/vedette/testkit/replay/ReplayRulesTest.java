package io.vedette.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.EventId;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What each control of a history file does. */
class ReplayRulesTest {

    private static final String EXPECT_NOTHING = "{\"expect\":[]}";
    private static final String HOUR = "{\"advance\":\"PT1H\"}";

    private static String added(String repo) {
        return "{\"registry\":\"exreg\",\"event\":\"REPO_ADDED\",\"repo\":\"%s\",\"path\":\"/ex/a/%s\"}"
                .formatted(repo, repo);
    }

    private static String started(String repo) {
        return ("{\"repo\":\"%s\",\"event\":\"REPO_INIT_STARTED\",\"registry\":\"exreg\",\"path\":\"/ex/a/%s\","
                        + "\"creator\":\"Ada <ada@example.com>\",\"host\":\"h1\",\"hostPath\":\"/data/%s\"}")
                .formatted(repo, repo, repo);
    }

    private static String shadow(String repo) {
        return "{\"repo\":\"%s\",\"event\":\"SHADOW_REPO_CREATED\",\"shadowPath\":\"/shadow/%s\"}"
                .formatted(repo, repo);
    }

    private static String fail(String call, String more) {
        return "{\"fail\":{\"call\":\"%s\",%s}}".formatted(call, more);
    }

    private static String expect(String... calls) {
        return Stream.of(calls)
                .map(call -> call.split(" "))
                .map(call -> "{\"call\":\"%s\",\"repo\":\"%s\"}".formatted(call[0], call[1]))
                .toList()
                .toString()
                .transform(list -> "{\"expect\":" + list + "}");
    }

    private static HistoryReplay replay(String... lines) {
        return HistoryReplay.of(HistoryFile.ofText("h.jsonl", String.join("\n", lines)));
    }

    /** The calls of a replay as {@code initRepo r1}. */
    private static List<String> calls(String... lines) {
        HistoryFile file = HistoryFile.ofText("h.jsonl", String.join("\n", lines));
        List<String> calls = new ArrayList<>();
        HistoryReplay.of(file)
                .listener(new CallListener() {
                    @Override
                    public void called(Call call) {
                        RepoId repo = call.repo();
                        String name = call.name().text();
                        calls.add(name.substring(name.indexOf('.') + 1) + " "
                                + (repo == null ? "-" : file.names().text(repo.uuid())));
                    }
                })
                .run();
        return calls;
    }

    private static List<String> messages(HistoryReplay replay) {
        List<String> messages = new ArrayList<>();
        replay.listener(new CallListener() {
                    @Override
                    public void called(Call call) {
                        if (call.name() == CallName.SET_REPO_ERROR) {
                            messages.add(String.valueOf(call.fields().get("message")));
                        }
                    }
                })
                .run();
        return messages;
    }

    @Test
    void tellsEachListenerInTheOrderInWhichTheyWereGiven() {
        List<String> told = new ArrayList<>();
        HistoryReplay replay = replay(added("r1"), started("r1"));
        for (String name : List.of("first", "second", "third")) {
            replay.listener(new CallListener() {
                @Override
                public void arrived(HistoryLine.Occurred line, EventId id) {
                    told.add(name + " " + line.event().name());
                }

                @Override
                public void called(Call call) {
                    told.add(name + " " + call.name());
                }

                @Override
                public void ended(Call call, Outcome outcome) {
                    told.add(name + " " + outcome.kind());
                }
            });
        }

        replay.run();

        assertThat(told.subList(0, 3)).containsExactly("first REPO_ADDED", "second REPO_ADDED", "third REPO_ADDED");
        assertThat(told.subList(6, 9)).containsExactly("first INIT_REPO", "second INIT_REPO", "third INIT_REPO");
        assertThat(told.subList(9, 12)).containsExactly("first RETURNED", "second RETURNED", "third RETURNED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"live\":true}", "{\"advance\":\"PT0S\"}", "{\"connection\":\"drop\"}", EXPECT_NOTHING})
    void theObserverStartsAtTheFirstLineThatNeedsIt(String line) {
        String restore = line.contains("drop") ? "{\"connection\":\"restore\"}\n{\"advance\":\"PT5S\"}" : "";

        assertThat(calls(added("r1"), started("r1"), line, restore, shadow("r1")))
                .containsExactly("initRepo r1", "confirmShadow r1", "getRepo r1", "enableRepo r1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# {\"live\":true}", "{\"fail\":{\"call\":\"processor.disableRepo\",\"error\":\"weak\"}}"})
    void withoutSuchALineTheObserverStartsAtTheEnd(String line) {
        assertThat(calls(added("r1"), started("r1"), line, shadow("r1")))
                .containsExactly("getRepo r1", "enableRepo r1");
    }

    @ParameterizedTest
    @CsvSource({
        "strong, 9, initRepo setRepoError",
        "weak, 1, initRepo initRepo confirmShadow",
        "weak, 9, initRepo initRepo initRepo initRepo initRepo setRepoError",
        "unclassified, 9, initRepo initRepo initRepo initRepo initRepo setRepoError",
        "stored, 9, initRepo",
        "cancelled, 6, initRepo initRepo initRepo initRepo initRepo initRepo initRepo confirmShadow",
    })
    void aCallFailsAsItIsTold(String error, int times, String expected) {
        List<String> calls = calls(
                added("r1"),
                started("r1"),
                fail("initializer.initRepo", "\"repo\":\"r1\",\"error\":\"%s\",\"times\":%d".formatted(error, times)),
                HOUR);

        assertThat(calls)
                .containsExactly((expected + " ").replace(" ", " r1 ").strip().split("(?<=r1) "));
    }

    @Test
    void aCommandThatIsNotAnsweredIsPostedAgainAndTheCallIsNotRepeated() {
        assertThat(calls(
                        added("r1"),
                        started("r1"),
                        fail("command.confirmShadow", "\"error\":\"weak\",\"times\":2"),
                        HOUR))
                .containsExactly("initRepo r1", "confirmShadow r1", "confirmShadow r1", "confirmShadow r1");
    }

    @Test
    void aCommandThatIsRefusedIsStoredAsAnError() {
        String refused = fail("command.confirmShadow", "\"error\":\"strong\",\"message\":\"no\"");

        assertThat(calls(added("r1"), started("r1"), refused, HOUR))
                .containsExactly("initRepo r1", "confirmShadow r1", "setRepoError r1");
        assertThat(messages(replay(added("r1"), started("r1"), refused, HOUR)))
                .singleElement()
                .asString()
                .endsWith("no");
    }

    @Test
    void failuresAreForOneRepositoryOrForAnyAndTheFirstToldComesFirst() {
        assertThat(calls(
                        added("r1"),
                        added("r2"),
                        fail("initializer.initRepo", "\"repo\":\"r2\",\"error\":\"stored\""),
                        fail("initializer.initRepo", "\"error\":\"strong\""),
                        "{\"live\":true}",
                        started("r2"),
                        started("r1"),
                        HOUR))
                .containsExactly("initRepo r2", "initRepo r1", "setRepoError r1");
    }

    @Test
    void timeMovesFromTimerToTimerInTheirOrder() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> lines.addAll(List.of(added("r" + i), started("r" + i))));
        lines.add(fail("initializer.initRepo", "\"error\":\"weak\",\"times\":1000"));
        lines.add("{\"advance\":\"PT4M\"}");

        List<Instant> stored = messages(replay(lines.toArray(String[]::new))).stream()
                .map(message -> Instant.parse(message.substring(0, message.indexOf(' '))))
                .toList();

        assertThat(stored).hasSize(20).isSorted();
        assertThat(stored.get(0)).isBefore(stored.get(19));
        assertThat(stored.get(19)).isBefore(Instant.EPOCH.plusSeconds(240));
    }

    @Test
    void advancingInStepsIsAdvancingAtOnce() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> lines.addAll(List.of(added("r" + i), started("r" + i))));
        lines.add(fail("initializer.initRepo", "\"error\":\"weak\",\"times\":50"));
        List<String> steps = new ArrayList<>(lines);
        lines.add("{\"advance\":\"PT1M\"}");
        IntStream.range(0, 240).forEach(i -> steps.add("{\"advance\":\"PT0.25S\"}"));

        List<String> atOnce = calls(lines.toArray(String[]::new));

        assertThat(atOnce).hasSize(90);
        assertThat(calls(steps.toArray(String[]::new))).isEqualTo(atOnce);
    }

    @Test
    void onlyAdvancingMovesTime() {
        String[] told = {added("r1"), started("r1"), fail("initializer.initRepo", "\"error\":\"weak\""), EXPECT_NOTHING
        };
        String[] more = {shadow("r2"), shadow("r2"), added("r3")};

        assertThat(calls(Stream.of(told, more).flatMap(Stream::of).toArray(String[]::new)))
                .containsExactly("initRepo r1");
    }

    @Test
    void withoutAConnectionNothingPollsButReadsAndCommandsAreAnswered() {
        assertThat(calls(
                        added("r1"),
                        started("r1"),
                        fail("initializer.initRepo", "\"repo\":\"r1\",\"error\":\"weak\""),
                        "{\"connection\":\"drop\"}",
                        added("r2"),
                        started("r2"),
                        "{\"advance\":\"PT9H\"}"))
                .as("the retry goes on, its command is answered, and r2 is not found")
                .containsExactly("initRepo r1", "initRepo r1", "confirmShadow r1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the calls | initRepo r1, confirmShadow r1, initRepo r2, confirmShadow r2 | true",
                "any order between repositories | initRepo r2, confirmShadow r2, initRepo r1, confirmShadow r1 | true",
                "mixed | initRepo r1, initRepo r2, confirmShadow r2, confirmShadow r1 | true",
                "another order for one | confirmShadow r1, initRepo r1, initRepo r2, confirmShadow r2 | false",
                "less | initRepo r1, initRepo r2, confirmShadow r2 | false",
                "more | initRepo r1, confirmShadow r1, getRepo r1, initRepo r2, confirmShadow r2 | false",
                "none for one | initRepo r1, confirmShadow r1 | false",
            })
    void expectationsAreExactForEachRepository(String name, String calls, boolean holds) {
        String[] expected = Stream.of(calls.split(", "))
                .map(call -> (call.startsWith("confirm") ? "command." : "initializer.") + call)
                .toArray(String[]::new);

        ReplayReport report = replay(added("r1"), added("r2"), started("r1"), started("r2"), expect(expected))
                .run();

        assertThat(report.holds()).as(name).isEqualTo(holds);
    }

    @Test
    void onlyTheFieldsThatAreGivenAreCompared() {
        String[] lines = {added("r1"), started("r1"), shadow("r1")};
        String get = "{\"call\":\"initializer.getRepo\",\"repo\":\"r1\"}";
        String enable = "{\"call\":\"processor.enableRepo\",\"repo\":\"r1\"%s}";
        for (String fields :
                List.of("", ",\"path\":\"/ex/a/r1\"", ",\"shadowPath\":\"/shadow/r1\",\"hostPath\":\"/data/r1\"")) {
            assertThat(replay(String.join("\n", lines), "{\"expect\":[" + get + "," + enable.formatted(fields) + "]}")
                            .run()
                            .holds())
                    .isTrue();
        }

        assertThat(replay(
                                String.join("\n", lines),
                                "{\"expect\":[" + get + "," + enable.formatted(",\"path\":\"/ex/a/r2\"") + "]}")
                        .run()
                        .differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.line()).isEqualTo(4));
    }

    @Test
    void callsAfterTheLastExpectationAreADifferenceAndWithoutAnyExpectationNothingIs() {
        String[] lines = {added("r1"), started("r1"), shadow("r1")};

        assertThat(replay(added("r1"), EXPECT_NOTHING, started("r1")).run().differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.line()).isEqualTo(2);
                    assertThat(difference.after()).isTrue();
                });
        assertThat(replay(lines).run().holds()).isTrue();
    }

    @Test
    void theClockBeginsWithTheTimeInTheFirstId() {
        String first = added("r1").replace("}", ",\"id\":\"01KA8E2RG00000000000000000\"}");
        String late = started("r1").replace("}", ",\"id\":\"01KZZZZZZZ0000000000000000\"}");
        String fails = fail("initializer.initRepo", "\"error\":\"strong\",\"message\":\"bad\"");

        assertThat(messages(replay(fails, first, late, HOUR)))
                .containsExactly(Instant.ofEpochMilli(timeOf("01KA8E2RG0")).truncatedTo(ChronoUnit.SECONDS) + " bad");
        assertThat(messages(replay(fails, added("r1"), late, HOUR))).containsExactly("1970-01-01T00:00:00Z bad");
    }

    /** The first ten characters of a ULID are its time in Crockford's base 32. */
    private static long timeOf(String ulid) {
        return ulid.chars()
                .mapToLong("0123456789ABCDEFGHJKMNPQRSTVWXYZ"::indexOf)
                .reduce(0, (sum, digit) -> sum * 32 + digit);
    }

    @Test
    void unknownEventsAreCountedAndSkipped() {
        ReplayReport report = replay(
                        added("r1"),
                        "{\"aggregate\":\"repo\",\"repo\":\"r1\",\"event\":\"REPO_PAINTED\",\"colour\":[\"red\"]}",
                        "{\"aggregate\":\"registry\",\"registry\":\"exreg\",\"event\":\"REGISTRY_PAINTED\"}",
                        started("r1"),
                        expect("initializer.initRepo r1", "command.confirmShadow r1"))
                .run();

        assertThat(report.holds()).isTrue();
        assertThat(report.unknownEvents()).isEqualTo(2);
        assertThat(report.events()).isEqualTo(4);
    }

    @Test
    void anAliasStandsForTheSameIdEverywhereAndIsPrintedAsItWasWritten() {
        Names names = new Names();

        assertThat(names.id("r1")).hasToString("7a5d1a9e-ed5e-50ad-ba21-e455dc9d9994");
        assertThat(new Names().id("r1")).isEqualTo(names.id("r1")).isNotEqualTo(names.id("R1"));
        assertThat(names.text(names.id("r1"))).isEqualTo("r1");
        assertThat(new Names().text(names.id("r1"))).isEqualTo("7a5d1a9e-ed5e-50ad-ba21-e455dc9d9994");
        assertThat(names.id("7A5D1A9E-ED5E-50AD-BA21-E455DC9D9994")).isEqualTo(names.id("r1"));
    }

    private record Opener(Mono<Void> answer) implements Processor {
        @Override
        public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
            return answer;
        }

        @Override
        public Mono<Void> disableRepo(RepoId repo, Cause cause) {
            return Mono.empty();
        }
    }

    @Test
    void anImplementorThatAnswersOnAnotherThreadIsWaitedFor() {
        Mono<Void> elsewhere = Mono.<Void>fromRunnable(Thread::yield).subscribeOn(Schedulers.boundedElastic());

        ReplayReport report = replay(
                        added("r1"),
                        started("r1"),
                        shadow("r1"),
                        expect("initializer.getRepo r1", "processor.enableRepo r1"),
                        shadow("r1").replace("/shadow/r1", "/shadow/other"),
                        expect("initializer.getRepo r1", "processor.enableRepo r1"))
                .processor(new Opener(elsewhere))
                .run();

        assertThat(report.differences()).isEmpty();
    }

    @Test
    void anImplementorThatDoesNotAnswerIsNamed() {
        HistoryReplay replay = replay(added("r1"), started("r1"), shadow("r1"))
                .processor(new Opener(Mono.never()))
                .patience(Duration.ofMillis(50));

        assertThatThrownBy(replay::run)
                .isInstanceOf(HungCallException.class)
                .hasMessageContaining("processor.enableRepo of repository r1 did not end within 0.05 s");
    }
}
