package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.vedette.observer.StrongError;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Workflows from the command line, against a real registry and real observers of a scripted file server. */
class WorkflowCommandsTest extends WithObservers {

    private static final String WORKFLOW = "0192f0c1-2b3c-7d4e-8f50-aaaaaaaaaaaa";
    private static final String OTHER = "0192f0c1-2b3c-7d4e-8f50-bbbbbbbbbbbb";

    @Test
    void aMoveThatIsAcceptedEndsWithTheRepositoryAtItsNewPath() {
        givenObservedRepo();

        Program.Result moved =
                vedette("move", "repo", "/ex/a", "/ex/b", "--workflow", WORKFLOW, "--accept", "--wait", "-o", "json");

        assertThat(moved.exit()).as(moved.err()).isZero();
        assertThat(result(moved).get("workflow").getAsString()).isEqualTo(WORKFLOW);
        assertThat(result(moved).get("result").getAsString()).isEqualTo("COMMITTED");
        assertThat(vedette("get", "repo", "/ex/b").out()).contains(REPO, "ONLINE");
        assertThat(vedette("get", "repo", "/ex/a").exit()).isEqualTo(Exit.REFUSED);
        await(() -> files.calls().contains("enableRepo /ex/b"));
    }

    @Test
    void aMoveWithoutAcceptanceSaysWhomItWaitsForAndGoesOnWhenItsTaskIsConfirmed() {
        givenObservedRepo();
        CompletableFuture<Program.Result> moving = CompletableFuture.supplyAsync(
                () -> vedette("move", "repo", REPO, "/ex/b", "--workflow", WORKFLOW, "--wait"));
        await(() -> !vedette("get", "tasks", "-o", "jsonl").out().isEmpty());

        JsonObject task = vedette("get", "tasks", "--registry", "exreg", "-o", "jsonl")
                .jsonLines()
                .get(0);
        Program.Result workflows = vedette("get", "workflows", "--registry", "exreg");
        Program.Result repo = vedette("get", "repo", REPO);
        Program.Result confirmed = vedette(
                task.get("confirm").getAsString().replaceFirst("vedette ", "").split(" "));

        assertThat(task.get("workflow").getAsString()).isEqualTo(WORKFLOW);
        assertThat(task.get("task").getAsString()).contains("/ex/b instead of /ex/a");
        assertThat(workflows.out())
                .contains(WORKFLOW, "MOVE_REPO", "STARTED", "/ex/a", "/ex/b", "waits for APP_ACCEPTED");
        assertThat(repo.out()).contains(WORKFLOW, "MOVE_REPO", "STARTED");
        assertThat(confirmed.exit()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).contains("/ex/b instead of /ex/a");
        Program.Result moved = moving.join();
        assertThat(moved.exit()).as(moved.err()).isZero();
        assertThat(moved.err())
                .contains("workflow " + WORKFLOW + " (MOVE_REPO) is STARTED, waits for APP_ACCEPTED and RELEASED from")
                .contains("vedette confirm task " + WORKFLOW);
        assertThat(vedette("get", "workflows").out()).isEmpty();
        assertThat(vedette("get", "tasks").out()).isEmpty();
        assertThat(vedette("get", "workflows", "--all", "-o", "jsonl").jsonLines())
                .singleElement()
                .satisfies(row -> assertThat(row.get("phase").getAsString()).isEqualTo("COMMITTED"))
                .satisfies(row -> assertThat(row.get("open").getAsBoolean()).isFalse());
    }

    @Test
    void theHistoryOfAWorkflowNamesItsFields() {
        givenObservedRepo();
        vedette("move", "repo", "/ex/a", "/ex/b", "--workflow", WORKFLOW, "--accept", "--wait");

        Program.Result table = vedette("events", "workflow", WORKFLOW);
        JsonObject first = vedette("events", "workflow", WORKFLOW, "-o", "jsonl")
                .jsonLines()
                .get(0);

        assertThat(table.out())
                .contains("MOVE_REPO_STARTED", "oldPath=\"/ex/a\"", "newPath=\"/ex/b\"", "newHost=\"h1\"")
                .doesNotContain("payload");
        assertThat(first.get("newHostPath").getAsString()).isEqualTo("/data/b");
    }

    @Test
    void anAbortedMoveIsExitOneWithItsReason() {
        givenObservedRepo();
        CompletableFuture<Program.Result> moving = CompletableFuture.supplyAsync(
                () -> vedette("move", "repo", REPO, "/ex/b", "--workflow", WORKFLOW, "--wait"));
        await(() -> !vedette("get", "tasks", "-o", "jsonl").out().isEmpty());

        Program.Result aborted = vedette("abort", "workflow", WORKFLOW, "--reason", "not today");
        Program.Result moved = moving.join();
        Program.Result again = vedette("abort", "workflow", WORKFLOW);

        assertThat(aborted.exit()).as(aborted.err()).isZero();
        assertThat(moved.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(moved.out()).contains("ABORTED: not today");
        assertThat(moved.err()).contains("vedette: workflow " + WORKFLOW + " ABORTED: not today");
        assertThat(again.exit()).isEqualTo(Exit.REFUSED);
        assertThat(again.err()).contains("has ended; look at it with: vedette events workflow " + WORKFLOW);
        assertThat(vedette("get", "repo", "/ex/a").out()).contains(REPO, "ONLINE");
    }

    @Test
    void aMoveThatTheRepositoryRefusesIsRejectedWithItsReason() {
        files.script("initRepo /ex/a", () -> Mono.error(new StrongError("bad dir")));
        givenRepo();
        observe("one", "/ex");
        await(() -> vedette("get", "repo", REPO).out().contains("bad dir"));

        for (String[] more : new String[][] {{"--wait"}, {"--accept"}}) {
            Program.Result rejected = vedette("move", "repo", REPO, "/ex/b", more[0]);

            assertThat(rejected.exit()).as(rejected.err()).isEqualTo(Exit.FINDINGS);
            assertThat(rejected.out()).contains("rejected: ", "has no shadow yet; wait until it is initialised");
        }
        assertThat(vedette("events", "registry", "exreg").out()).contains("REPO_MOVE_REJECTED");
    }

    @Test
    void anErrorOnTheWayEndsTheWaitAndTheMoveGoesOnWhenItIsCleared() {
        files.script("moveRepo /ex/a", () -> Mono.error(new StrongError("the disk is full")));
        givenObservedRepo();

        Program.Result stuck = vedette("move", "repo", REPO, "/ex/b", "--workflow", WORKFLOW, "--accept", "--wait");
        files.script("moveRepo /ex/a", Mono::empty);
        Program.Result cleared = vedette("clear", "error", REPO);

        assertThat(stuck.exit()).as(stuck.err()).isEqualTo(Exit.FINDINGS);
        assertThat(stuck.err()).contains("stands still", "the disk is full", "vedette clear error " + REPO);
        assertThat(cleared.exit()).as(cleared.err()).isZero();
        await(() -> vedette("get", "repo", "/ex/b").out().contains(REPO));
    }

    @Test
    void aRepositoryIsFrozenAndUnfrozen() {
        givenObservedRepo();

        Program.Result frozen = vedette("freeze", "repo", "/ex/a", "--author", "Ada <ada@example.com>", "--wait");
        Program.Result tier = vedette("get", "repo", "/ex/a");
        Program.Result move = vedette("move", "repo", "/ex/a", "/ex/b");
        Program.Result unfrozen = vedette("unfreeze", "repo", "/ex/a", "--wait");

        assertThat(frozen.exit()).as(frozen.err()).isZero();
        assertThat(tier.out()).contains("FROZEN");
        assertThat(move.exit()).isEqualTo(Exit.REFUSED);
        assertThat(move.err()).contains("is FROZEN; it can only be moved when it is ONLINE");
        assertThat(unfrozen.exit()).as(unfrozen.err()).isZero();
        assertThat(vedette("get", "repo", "/ex/a").out()).contains("ONLINE");
        assertThat(files.calls()).contains("freezeRepo /ex/a", "unfreezeRepo /ex/a");
        assertThat(vedette("events", "repo", REPO).out()).contains("Ada <ada@example.com>");
    }

    @Test
    void aFreezeThatFailsSaysWhyAndHowToTryAgainOrGiveUp() {
        files.script("freezeRepo /ex/a", () -> Mono.error(new StrongError("a file belongs to root")));
        givenObservedRepo();

        Program.Result failed = vedette("freeze", "repo", "/ex/a", "--workflow", WORKFLOW, "--wait");
        Program.Result tier = vedette("get", "repo", "/ex/a");
        Program.Result givenUp = vedette("give-up", "workflow", WORKFLOW);
        Program.Result twice = vedette("give-up", "workflow", WORKFLOW);

        assertThat(failed.exit()).as(failed.err()).isEqualTo(Exit.FINDINGS);
        assertThat(failed.out()).contains("FAILED: ", "a file belongs to root");
        assertThat(failed.err())
                .contains(
                        "a file belongs to root",
                        "to try again: vedette freeze repo " + REPO,
                        "to give it up: vedette give-up workflow " + WORKFLOW);
        assertThat(tier.out()).contains("FREEZE_FAILED");
        assertThat(givenUp.exit()).as(givenUp.err()).isZero();
        await(() -> vedette("get", "repo", "/ex/a").out().contains("ONLINE"));
        assertThat(twice.exit()).isEqualTo(Exit.REFUSED);
        assertThat(twice.err()).contains("there is nothing to give up");
    }

    @Test
    void aShadowIsMovedByAPerson() {
        givenObservedRepo();
        CompletableFuture<Program.Result> moving = CompletableFuture.supplyAsync(
                () -> vedette("move", "shadow", "/ex/a", "/elsewhere", "--workflow", WORKFLOW, "--wait"));
        await(() -> vedette("get", "tasks").out().contains("to /elsewhere on h1"));

        Program.Result confirmed = vedette("confirm", "task", WORKFLOW);

        assertThat(confirmed.exit()).as(confirmed.err()).isZero();
        assertThat(moving.join().exit()).isZero();
        assertThat(vedette("get", "repo", "/ex/a").out()).contains("/elsewhere");
    }

    @Test
    void aPingGathersWhoIsThere() {
        givenObservedRepo();

        Program.Result pinged = vedette("ping", "registry", "exreg", "--seconds", "3", "--wait");

        assertThat(pinged.exit()).as(pinged.err()).isZero();
        assertThat(pinged.out()).contains("COMMITTED: 2 answered: ", "one");
    }

    @Test
    void anyKindIsBegunByItsFirstEvent() {
        givenRepo();

        Program.Result begun =
                begin("ping-registry", "--id", WORKFLOW, "--field", "registry=exreg", "--field", "seconds=1");
        Program.Result again =
                begin("PING_REGISTRY", "--id", WORKFLOW, "--field", "registry=exreg", "--field", "seconds=1");
        Program.Result other =
                begin("PING_REGISTRY", "--id", WORKFLOW, "--field", "registry=exreg", "--field", "seconds=2");

        assertThat(begun.exit()).as(begun.err()).isZero();
        assertThat(again.exit()).as("nothing to do").isZero();
        assertThat(other.exit()).isEqualTo(Exit.REFUSED);
        assertThat(other.err()).contains("workflow id " + WORKFLOW + " is in use", "choose another id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO_SUCH|there is no workflow kind NO_SUCH; there are MOVE_REPO",
                "MOVE_REPO|is begun by a registry",
                "PING_REGISTRY|field registry is missing",
                "PING_REGISTRY --field nonsense|is not a field; give it as NAME=VALUE",
                "PING_REGISTRY --field seconds=1 --field seconds=2|the field seconds is given twice",
                "PING_REGISTRY --field registry=exreg --field seconds=soon|field seconds: ",
                "PING_REGISTRY --field registry=exreg --field seconds=1 --field more=1|unknown field more"
            })
    void aKindOrFieldThatIsNotThereIsExitTwo(String given) {
        String[] parts = given.split("\\|");

        Program.Result wrong = begin(parts[0].split(" "));

        assertThat(wrong.exit()).as(wrong.err()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains(parts[1]).doesNotContain("Exception");
    }

    @Test
    void theSameCommandIdBeginsOneWorkflow() {
        givenObservedRepo();
        String id = UUID.randomUUID().toString();

        Program.Result first = vedette("freeze", "repo", REPO, "--command-id", id, "--wait", "-o", "json");
        Program.Result second = vedette("freeze", "repo", REPO, "--command-id", id, "--wait", "-o", "json");

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(result(second).get("replayed").getAsBoolean()).isTrue();
        assertThat(result(second).get("workflow")).isEqualTo(result(first).get("workflow"));
    }

    @Test
    void aWaitThatIsTooLongSaysHowToAskWhy() {
        givenObservedRepo();

        Program.Result late =
                vedette("move", "repo", REPO, "/ex/b", "--workflow", WORKFLOW, "--wait", "--wait-timeout", "1s");
        Program.Result explained = vedette("explain", "workflow", WORKFLOW);
        Program.Result tried = vedette("retry", "workflow", WORKFLOW);

        assertThat(late.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(late.err()).contains("has not ended after PT1S", "vedette explain workflow " + WORKFLOW);
        assertThat(explained.exit()).as(explained.err()).isZero();
        assertThat(explained.out()).contains("registry", "APP_ACCEPTED");
        assertThat(tried.exit()).as(tried.err()).isZero();
        assertThat(tried.out()).contains("registry", "pulled");
    }

    @Test
    void aWorkflowThatIsPausedSaysSoAndGoesOnAfterItsResume() {
        givenObservedRepo();
        vedette("move", "repo", REPO, "/ex/b", "--workflow", WORKFLOW);
        await(() -> !vedette("get", "tasks", "-o", "jsonl").out().isEmpty());

        Program.Result paused = vedette("pause", "workflow", WORKFLOW, "--by", "ada");
        vedette("confirm", "task", WORKFLOW);
        Program.Result explained = vedette("explain", "workflow", WORKFLOW);
        Program.Result resumed = vedette("resume", "workflow", WORKFLOW);

        assertThat(paused.exit()).as(paused.err()).isZero();
        assertThat(explained.out()).contains("paused by ada", "vedette resume workflow " + WORKFLOW);
        assertThat(resumed.exit()).as(resumed.err()).isZero();
        await(() -> vedette("get", "repo", "/ex/b").out().contains(REPO));
    }

    @Test
    void aSecondOneIsRefusedAndNamesTheFirst() {
        givenObservedRepo();
        vedette("move", "repo", REPO, "/ex/b", "--workflow", WORKFLOW);

        Program.Result move = vedette("move", "repo", REPO, "/ex/c");
        Program.Result freeze = vedette("freeze", "repo", REPO);
        Program.Result same = vedette("move", "repo", REPO, "/ex/c", "--workflow", WORKFLOW);

        for (Program.Result second : List.of(move, freeze)) {
            assertThat(second.exit()).isEqualTo(Exit.REFUSED);
            assertThat(second.err())
                    .contains(
                            "is in another workflow, " + WORKFLOW + " (move to /ex/b)",
                            "vedette abort workflow " + WORKFLOW);
        }
        assertThat(same.exit()).isEqualTo(Exit.REFUSED);
        assertThat(same.err()).contains("workflow id " + WORKFLOW + " is in use for a move to /ex/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abort workflow " + OTHER,
                "confirm task " + OTHER,
                "give-up workflow " + OTHER,
                "retry workflow " + OTHER,
                "events workflow " + OTHER,
                "move repo /ex/nope /ex/b",
                "freeze repo " + OTHER,
                "ping registry nowhere",
                "get workflows --registry nowhere"
            })
    void whatIsNotThereIsRefused(String line) {
        givenRepo();

        Program.Result refused = vedette(line.split(" "));

        assertThat(refused.exit()).as(refused.err()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).startsWith("vedette: ").hasLineCount(1).doesNotContain("Exception");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void aWorkflowThatAsksNothingTakesNoConfirmation() {
        givenObservedRepo();
        vedette("freeze", "repo", REPO, "--workflow", WORKFLOW, "--wait");

        Program.Result nothing = vedette("confirm", "task", WORKFLOW);

        assertThat(nothing.exit()).isEqualTo(Exit.REFUSED);
        assertThat(nothing.err()).contains("asks nothing of people", "vedette get tasks");
    }

    private Program.Result begin(String... args) {
        List<String> all = new ArrayList<>(List.of("begin", "workflow"));
        all.addAll(List.of(args));
        return vedette(all.toArray(String[]::new));
    }

    private static JsonObject result(Program.Result result) {
        return result.json().getAsJsonArray("results").get(0).getAsJsonObject();
    }
}
