package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hook whose place is gone would say so only after minutes of killing. */
class HookTest {

    @ParameterizedTest
    @EnumSource
    void everyHookIsAPlaceOfTheProgram(Hook hook) throws ClassNotFoundException {
        Class<?> type = Class.forName(hook.place().type(), false, getClass().getClassLoader());

        assertThat(Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(method -> method.getName().equals(hook.place().method()));
    }
}
