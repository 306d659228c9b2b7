package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.kind.FreezeRepo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.UnfreezeRepo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A hook whose place is gone would say so only after minutes of killing, and one that is missing would not say so at all. */
class HookTest {

    @ParameterizedTest
    @EnumSource
    void everyHookIsAPlaceOfTheProgram(Hook hook) throws ClassNotFoundException {
        checkIsThere(hook.place());
    }

    static Stream<Step> steps() {
        return Arrays.stream(Deed.values()).flatMap(deed -> deed.steps().stream());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStepIsAPlaceOfTheProgram(Step step) throws ClassNotFoundException {
        checkIsThere(step.place());
    }

    @Test
    void theRegistryDiesBeforeAndAfterEachEventOfAMoveAFreezeAndAnUnfreeze() {
        for (WorkflowDefinition<?, ?> kind : List.of(new MoveRepo(), new FreezeRepo(), new UnfreezeRepo())) {
            List<String> steps = steps().filter(step -> step.deed().kind().equals(kind.kind()))
                    .map(Step::name)
                    .toList();

            for (String event : kind.events().names()) {
                assertThat(steps).contains("stores workflow " + event, "has stored workflow " + event);
            }
        }
    }

    private static void checkIsThere(io.vedette.testkit.kill.Hook place) throws ClassNotFoundException {
        Class<?> type = Class.forName(place.type(), false, HookTest.class.getClassLoader());

        assertThat(Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(method -> method.getName().equals(place.method()));
    }
}
