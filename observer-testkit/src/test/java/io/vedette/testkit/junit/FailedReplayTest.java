package io.vedette.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** A history file that does not hold fails its test, and says where and why. */
class FailedReplayTest {

    static class Histories {
        @Replay("wrong.jsonl")
        void wrong() {}

        @Replay("unchecked.jsonl")
        void unchecked() {}

        @Replay("missing.jsonl")
        void missing() {}

        @Replay("/org/junit/jupiter/api/Test.class")
        void packed() {}
    }

    @Test
    void anExpectationThatDoesNotHoldIsSaidWithItsLineAndTheEventBehindTheCall() {
        assertThat(failures("wrong")).singleElement().satisfies(failure -> {
            assertThat(failure.getTestIdentifier().getDisplayName()).isEqualTo("wrong.jsonl");
            assertThat(failure.getException())
                    .isInstanceOf(AssertionError.class)
                    .message()
                    .endsWith("wrong.jsonl:4: repo r1: expected (-) and got (+) differ\n"
                            + "  - initializer.getRepo\n"
                            + "  + initializer.initRepo\n"
                            + "      because of line 3, REPO_INIT_STARTED\n"
                            + "  + command.confirmShadow shadowPath=/shadow/7a5d1a9e-ed5e-50ad-ba21-e455dc9d9994\n"
                            + "      because of line 3, REPO_INIT_STARTED");
        });
    }

    @Test
    void aFileThatChecksNothingFails() {
        assertThat(failures("unchecked"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException())
                        .hasMessageEndingWith("unchecked.jsonl has no line \"expect\", so it checks nothing"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(failures("missing"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException()).hasMessageContaining("no file missing.jsonl"));
    }

    @Test
    void aResourceInAnArchiveIsNamedWithWhatToDo() {
        assertThat(failures("packed"))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException())
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageStartingWith("the resource /org/junit/jupiter/api/Test.class is in an archive, jar:")
                        .hasMessageEndingWith("name a path or unpack them"));
    }

    private static List<Failure> failures(String method) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(Histories.class, method))
                                .build(),
                        summary);
        return summary.getSummary().getFailures();
    }
}
