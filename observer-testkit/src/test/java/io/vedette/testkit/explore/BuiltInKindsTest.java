package io.vedette.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every run of every built-in kind ends well. */
class BuiltInKindsTest {

    private static final int FAULTS = Integer.getInteger("vedette.explore.faults", 2);

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("a move between two observers", Kinds.moveAcross()),
                Arguments.of("a move within one observer", Kinds.moveWithin()),
                Arguments.of("a move that is released at once", Kinds.moveAcross(new Planted.EagerRelease())),
                Arguments.of("a move of the shadow", Kinds.moveShadow()),
                Arguments.of("a freeze", Kinds.freeze()),
                Arguments.of("an unfreeze", Kinds.unfreeze()),
                Arguments.of("a ping", Kinds.ping()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyRunEndsWell(String name, Explorer explorer) {
        Exploration found = explorer.faults(FAULTS).explore();

        System.out.println(name + ", up to " + FAULTS + " crashes and " + FAULTS + " late commands: " + found);
        Counterexample broken = found.counterexample();
        assertThat(broken).as(broken == null ? "" : broken.history()).isNull();
        assertThat(found.ends()).isPositive();
    }
}
