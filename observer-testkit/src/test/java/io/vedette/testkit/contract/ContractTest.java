package io.vedette.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;

/** The contracts find every fault of those that break a rule, and none with those that do not. */
@Timeout(300)
class ContractTest {

    private static final String KILLED = "Killed";

    static Stream<Class<?>> quick() {
        return wrong().filter(each -> !rule(each).contains(KILLED));
    }

    static Stream<Class<?>> slow() {
        return wrong().filter(each -> rule(each).contains(KILLED));
    }

    private static Stream<Class<?>> wrong() {
        return Stream.of(
                        WrongSignals.class,
                        WrongStates.class,
                        WrongInitializers.class,
                        WrongMoves.class,
                        WrongFreezes.class)
                .flatMap(all -> Arrays.stream(all.getDeclaredClasses()))
                .filter(each -> each.isAnnotationPresent(Breaks.class))
                .sorted(Comparator.comparing(Class::getSimpleName));
    }

    private static String rule(Class<?> contract) {
        return contract.getAnnotation(Breaks.class).rule();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void saysWhatIsWrongWith(Class<?> contract) {
        assertSaid(contract);
    }

    @ParameterizedTest
    @MethodSource("slow")
    @Tag("slow")
    void killsAndSaysWhatIsWrongWith(Class<?> contract) {
        assertSaid(contract);
    }

    private static void assertSaid(Class<?> contract) {
        Map<String, TestExecutionResult> results = ContractRun.of(contract, rule(contract) + "(");

        assertThat(results).hasSize(1);
        assertThat(results.values().iterator().next().getThrowable())
                .hasValueSatisfying(thrown -> assertThat(thrown)
                        .isInstanceOf(Broken.class)
                        .hasMessageContainingAll(
                                contract.getAnnotation(Breaks.class).said())
                        .hasMessageContaining("To mend it: "));
    }

    @ParameterizedTest
    @ValueSource(classes = {RightOnes.OpensFiles.class, RightOnes.CopiesFiles.class})
    @Tag("slow")
    void findsNothingWrongWith(Class<?> contract) {
        Map<String, TestExecutionResult> results = ContractRun.of(contract, "");

        assertThat(results)
                .hasSizeGreaterThan(13)
                .allSatisfy((test, result) ->
                        assertThat(result.getThrowable()).as(test).isEmpty());
    }

    @Test
    void everyRuleIsBrokenBySomebody() {
        Stream<String> rules = Stream.<Class<?>>of(Contract.class, ProcessorContract.class, InitializerContract.class)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(each -> each.isAnnotationPresent(Test.class))
                .map(Method::getName);

        assertThat(wrong().map(ContractTest::rule)).containsAll(rules.toList());
    }
}
