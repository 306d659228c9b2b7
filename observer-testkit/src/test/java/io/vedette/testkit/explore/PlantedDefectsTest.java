package io.vedette.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.testkit.history.HistoryFile;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A definition that is wrong is caught by the property that it breaks, and shown by the shortest history: so many steps, and
 * more where the search is not breadth first.
 */
class PlantedDefectsTest {

    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of(
                        "an acquirer that does not wait",
                        Kinds.moveAcross(new Planted.HastyAcquirer()),
                        Property.AGREEMENT,
                        12),
                Arguments.of(
                        "a registry told first",
                        Kinds.moveAcross(new Planted.RegistryFirst()),
                        Property.ONE_AT_A_TIME,
                        16),
                Arguments.of(
                        "a registry never told",
                        Kinds.moveAcross(new Planted.RegistryForgotten()),
                        Property.AGREEMENT,
                        28),
                Arguments.of("no fence", Kinds.moveAcross(new Planted.NoFence()), Property.FENCING, 5),
                Arguments.of(
                        "an abort that comes too late", Kinds.moveAcross(new Planted.LateAbort()), Property.ABORT, 14),
                Arguments.of(
                        "nothing taken back", Kinds.moveAcross(new Planted.NothingTakenBack()), Property.AGREEMENT, 30),
                Arguments.of("the wrong role", Kinds.moveAcross(new Planted.WrongRole()), Property.TABLE, 10),
                Arguments.of("a definition that throws", Kinds.moveAcross(new Planted.Throwing()), Property.PURITY, 10),
                Arguments.of("not closed", Kinds.moveShadow(new Planted.NotClosed()), Property.ONE_OWNER, 7),
                Arguments.of("closed too early", Kinds.moveShadow(new Planted.Blind()), Property.ONE_OWNER, 9),
                Arguments.of("a dead end", Kinds.moveShadow(new Planted.DeadEnd()), Property.NO_DEAD_END, 8),
                Arguments.of("an observer with a clock", Kinds.moveShadow(new Planted.Impatient()), Property.ABLE, 6),
                Arguments.of("a command without end", Kinds.freeze(new Planted.Restless()), Property.ALWAYS_AN_END, 20),
                Arguments.of("another step each time", Kinds.freeze(new Planted.Moody()), Property.PURITY, 8),
                Arguments.of("each ping counts", Kinds.ping(new Planted.EachPingCounts()), Property.IDEMPOTENCE, 2),
                Arguments.of(
                        "an effect with another result each time",
                        Kinds.moveAcross().at(Planted.restlessShadows()),
                        Property.SAME_RESULT,
                        17),
                Arguments.of(
                        "a phase that nobody reaches", Kinds.moveAcross().reachedFromOutside(), Property.REACHED, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void isCaughtByThePropertyThatItBreaks(String name, Explorer explorer, Property property, int steps) {
        Counterexample found =
                Objects.requireNonNull(explorer.faults(1).explore().counterexample(), "nothing was found");

        assertThat(found.property()).as(found.history()).isEqualTo(property);
        assertThat(found.steps()).as(found.history()).hasSize(steps);
        assertThat(found.history()).contains("# 1. ").contains("# then: " + found.message());
        HistoryFile file = HistoryFile.ofText(name, found.history());
        assertThat(file.summary().events()).isGreaterThan(7);
        assertThat(file.summary().unknownEvents()).isZero();
    }
}
