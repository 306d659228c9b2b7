package io.vedette.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a contract says where BlockHound cannot work and Byte Buddy is missing: no test is passed over in silence. */
@Tag("slow")
class MissingToolsTest {

    @Test
    void whatIsMissingIsNamedWithTheNextStep() throws Exception {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("byte-buddy"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        path,
                        ContractRun.class.getName(),
                        RightOnes.OpensFiles.class.getName())
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(said)
                .contains("noCallBlocksAThreadThatMustNotBeBlocked() TestExecutionResult [status = FAILED")
                .contains("BlockHound does not watch this Java machine")
                .contains("start the tests with -XX:+AllowRedefinitionToAddDeleteMethods")
                .contains("SucceedsWhenItComesAgain() TestExecutionResult [status = FAILED")
                .contains("add net.bytebuddy:byte-buddy in test scope")
                .contains("aCallSignalsNothingAfterItsEnd() TestExecutionResult [status = SUCCESSFUL");
    }
}
