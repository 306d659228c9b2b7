package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RegistryClient;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Moves, changes of tier and workflows that cannot be: refused in words that name the rule, and nothing is begun. */
@Tag("slow")
class BadWorkflowsTest extends WithRegistry {

    private static final String CHILD = "0192f0c1-2b3c-7d4e-8f50-00000000000c";
    private static final String OTHER = "0192f0c1-2b3c-7d4e-8f50-00000000000d";
    private static final String WORKFLOW = "0192f0c1-2b3c-7d4e-8f50-aaaaaaaaaaaa";
    private static final String NONE = "0192f0c1-2b3c-7d4e-8f50-bbbbbbbbbbbb";

    @BeforeEach
    void givenRepositories() {
        givenRepo();
        vedette("add", "root", "exreg", "/deep", "--host", "h2", "--host-path", "/" + "d".repeat(4_000));
        vedette("add", "root", "exreg", "/same", "--host", "h1", "--host-path", "/data/a/inside");
        vedette("init", "repo", "exreg", "/ex/p/child", "--id", CHILD, "--creator", "Ada <ada@example.com>");
        vedette("init", "repo", "exreg", "/ex/b", "--id", OTHER, "--creator", "Ada <ada@example.com>");
        Awaitility.await()
                .until(() -> vedette("get", "repos", "exreg", "-o", "jsonl").jsonLines().stream()
                                .filter(row -> row.get("state").getAsString().equals("ADDED"))
                                .count()
                        == 3);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "move repo " + REPO + " /nowhere/a", "there is no root at or above /nowhere/a; add one with"),
                Arguments.of(
                        "move repo " + REPO + " /ex/b", "is taken by repository " + OTHER + "; choose another path"),
                Arguments.of("move repo " + REPO + " /ex/a", "is where the repository is already; choose another path"),
                Arguments.of(
                        "move repo " + REPO + " /ex/a/below",
                        "must be neither above nor below the repository's own path /ex/a"),
                Arguments.of("move repo " + REPO + " /ex", "must be neither above nor below the repository's own path"),
                Arguments.of(
                        "move repo " + REPO + " /ex/p",
                        "path /ex/p is the parent of repository " + CHILD + " at /ex/p/child; choose another path"),
                Arguments.of(
                        "move repo " + REPO + " /same/a",
                        "which is above, below or equal to the repository's own directory; choose another"),
                Arguments.of("move repo " + REPO + " /deep/" + "x".repeat(200), "is too long below /ddd"),
                Arguments.of("unfreeze repo " + REPO, "is ONLINE, and no way leads from there to ONLINE"),
                Arguments.of("ping registry exreg --seconds 0", "seconds: must be 1 to 3600"),
                Arguments.of("abort workflow " + NONE, "does not exist, or has not begun yet"),
                Arguments.of("confirm task " + NONE, "there is no workflow " + NONE),
                Arguments.of("give-up workflow " + NONE, "there is no workflow " + NONE));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedInOneLineAndBeginsNothing(String line, String words) {
        Program.Result refused = vedette(line.split(" "));

        assertThat(refused.exit()).as(refused.err()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains(words).hasLineCount(1).doesNotContain("Exception");
        assertThat(vedette("get", "workflows").out()).isEmpty();
    }

    @Test
    void aWorkflowThatHasEndedTakesNothingMore() {
        vedette("ping", "registry", "exreg", "--workflow", WORKFLOW, "--seconds", "1", "--wait");

        for (String line : new String[] {"abort workflow " + WORKFLOW, "confirm task " + WORKFLOW}) {
            Program.Result refused = vedette(line.split(" "));

            assertThat(refused.exit()).as(refused.err()).isEqualTo(Exit.REFUSED);
            assertThat(refused.err())
                    .containsAnyOf("has ended; look at it with", "asks nothing of people; list what does");
        }
        Program.Result givenUp = vedette("give-up", "workflow", WORKFLOW);
        assertThat(givenUp.exit()).isEqualTo(Exit.REFUSED);
        assertThat(givenUp.err()).contains("there is nothing to give up");
    }

    @Test
    void anIdThatWasUsedTakesNoOtherContent() {
        shadow();
        vedette("ping", "registry", "exreg", "--workflow", WORKFLOW, "--seconds", "100");

        Program.Result otherSeconds = vedette("ping", "registry", "exreg", "--workflow", WORKFLOW, "--seconds", "7");
        Program.Result otherKind = vedette("move", "repo", REPO, "/ex/c", "--workflow", WORKFLOW);

        assertThat(otherSeconds.exit()).isEqualTo(Exit.REFUSED);
        assertThat(otherSeconds.err())
                .contains("is in use for another workflow of kind PING_REGISTRY; choose another id");
        assertThat(otherKind.exit()).isEqualTo(Exit.REFUSED);
        assertThat(otherKind.err()).contains("was used before; choose another id");
    }

    @Test
    void aMoveIsNotAbortedTwice() {
        shadow();
        vedette("move", "repo", REPO, "/ex/c", "--workflow", WORKFLOW, "--accept");
        Program.Result first = vedette("abort", "workflow", WORKFLOW);
        Program.Result second = vedette("abort", "workflow", WORKFLOW);

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(second.exit()).isEqualTo(Exit.REFUSED);
        assertThat(second.err()).containsAnyOf("cannot be aborted any more", "has ended");
    }

    @Test
    void aMoveWaitsForAHostThatNobodyServesByNameAndCanBeAborted() {
        shadow();
        assertThat(vedette("move", "repo", REPO, "/ex/c", "--workflow", WORKFLOW, "--accept")
                        .exit())
                .isEqualTo(Exit.OK);
        awaitWorkflows("the former owner on h1");

        assertThat(vedette("abort", "workflow", WORKFLOW).exit()).isEqualTo(Exit.OK);

        Awaitility.await().until(() -> vedette("get", "workflows").out().isEmpty());
        assertThat(vedette("get", "repo", REPO).out()).contains("/ex/a");
    }

    private void awaitWorkflows(String words) {
        Awaitility.await(words)
                .untilAsserted(() -> assertThat(
                                vedette("get", "workflows", "-o", "json").out())
                        .contains(words));
    }

    private void shadow() {
        try (RegistryClient client = Clients.connect(address, Duration.ofSeconds(10))) {
            client.execute(new RepoCommand.ConfirmShadow(RepoId.of(REPO), new HostPath("/shadow"), Omissions.NONE))
                    .block();
        }
    }

    @Test
    void theWordsAreDocumented() throws IOException {
        assertThat(Files.readString(Path.of("../docs/reference/bad-input.md")))
                .contains(
                        "there is no root at or above",
                        "is where the repository is already; choose another path",
                        "must be neither above nor below the repository's own path",
                        "is the parent of repository",
                        "which is above, below or equal to the repository's own directory",
                        "no way leads from there to",
                        "is in another workflow",
                        "is in use for another workflow of kind",
                        "was used before; choose another id",
                        "has ended; look at it with",
                        "cannot be aborted any more",
                        "the new owner on HOST",
                        "asks nothing of people",
                        "there is nothing to give up",
                        "must be 1 to 3600");
    }
}
