package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.vedette.observer.WeakError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** {@code retry}, {@code pause} and {@code resume}, from the command line through the registry to observers and back. */
class LeversTest extends WithObservers {

    @Test
    void aPausedRepositoryEndsItsCallAndGoesOnAtOnceAfterItsResume() {
        Sinks.Empty<Void> gate = Sinks.empty();
        files.script("getRepo /ex/a", gate::asMono);
        givenRepo();
        observe("one", "/ex");
        await(() -> files.calls().contains("getRepo /ex/a"));

        Program.Result paused = vedette("pause", "repo", "/ex/a", "--by", "ada");
        gate.tryEmitEmpty();
        await(() -> explained().get("effect").isJsonNull());

        assertThat(paused.exit()).as(paused.err()).isZero();
        assertThat(paused.out())
                .contains("one", "pulled", "/ex/a", "RUNNING", "initializer.getRepo")
                .contains("is paused; what runs goes on to its end, and nothing begins until its resume");
        assertThat(explained().get("state").getAsString()).isEqualTo("READY");
        assertThat(explained().get("waiting").getAsString())
                .isEqualTo(
                        "paused by ada since " + explained().get("pausedSince").getAsString());
        assertThat(files.calls()).containsExactly("initRepo /ex/a", "getRepo /ex/a");

        Program.Result resumed = vedette("resume", "repo", REPO, "-o", "json");

        assertThat(said(resumed)).startsWith("goes on; it was paused by ada since ");
        await(() -> files.calls().contains("enableRepo /ex/a"));
        assertThat(files.calls())
                .containsExactly("initRepo /ex/a", "getRepo /ex/a", "getRepo /ex/a", "enableRepo /ex/a");
    }

    @Test
    void aRetryIsTriedAtOnceUnlessTheRepositoryIsPaused() {
        files.script("initRepo /ex/a", () -> Mono.error(new WeakError("the disk is full")));
        givenRepo();
        observe("one", "/ex", Duration.ofHours(1));
        await(() -> explained().get("state").getAsString().equals("BACKING_OFF"));
        vedette("pause", "repo", REPO, "--by", "ada");
        files.script("initRepo /ex/a", Mono::empty);

        Program.Result held = vedette("retry", "repo", "/ex/a", "-o", "json");

        assertThat(held.exit()).isZero();
        assertThat(said(held)).startsWith("is paused by ada since ").endsWith("; it is tried after its resume");
        assertThat(files.calls()).containsExactly("initRepo /ex/a");
        vedette("resume", "repo", REPO);
        await(() -> files.calls().contains("enableRepo /ex/a"));
        await(() -> said(vedette("retry", "repo", REPO, "-o", "json"))
                .equals("there was nothing to retry: it was SLEEPING"));
    }

    @Test
    void aPausedRegistryFindsNothingNewAndGoesOnAsItsRowAdvises() {
        givenRepo();
        observe("one", "/ex");
        await(() -> files.calls().contains("enableRepo /ex/a"));
        await(() -> ofRegistry().get("state").getAsString().equals("SLEEPING"));

        Program.Result paused = vedette("pause", "registry", "exreg", "--by", "ada", "-o", "json");

        assertThat(said(paused)).isEqualTo("is paused; nothing begins until its resume");
        vedette("init", "repo", "exreg", "/ex/b", "--creator", "Ada <ada@example.com>");
        await(() -> ofRegistry().get("state").getAsString().equals("READY"));
        String advice = ofRegistry().get("do").getAsString();
        assertThat(advice).isEqualTo("vedette resume registry exreg");
        assertThat(files.calls()).doesNotContain("initRepo /ex/b");

        Program.Result resumed = vedette(advice.replaceFirst("vedette ", "").split(" "));

        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("goes on; it was paused by ada since ");
        await(() -> files.calls().contains("enableRepo /ex/b"));
    }

    @Test
    void aRegistryThatNobodyFollowsIsSaidAndIsExitOne() {
        givenRepo();
        observe("one", "/ex");

        Program.Result nobody = vedette("resume", "registry", "other");

        assertThat(nobody.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(nobody.err())
                .contains("no observer that answered follows registry other, so nobody could resume it");
    }

    @Test
    void eachObserverSaysWhetherItHasTheRepository() {
        givenRepo();
        observe("one", "/ex/a");
        observe("other", "/ex/b");
        await(() -> files.calls().contains("enableRepo /ex/a"));

        List<JsonObject> rows =
                vedette("resume", "repo", "/ex/a", "-o", "jsonl").jsonLines();

        assertThat(rows)
                .extracting(row -> row.get("observer").getAsString() + " "
                        + row.get("answer").getAsString() + " "
                        + row.get("said").getAsString())
                .containsExactly("one pulled was not paused", "other not followed this observer does not follow it");
    }

    @Test
    void whatNobodyFollowsIsSaidAndIsExitOne() {
        givenRepo();
        observe("other", "/ex/b");
        awaitAdded();

        Program.Result nobody = vedette("pause", "repo", "/ex/a");

        assertThat(nobody.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(nobody.err().strip())
                .isEqualTo("vedette: no observer that answered follows repository /ex/a, so nobody could pause it;"
                        + " see who follows what with: vedette explain --all");
        assertThat(nobody.out()).contains("other", "not followed", "this observer does not follow it");
    }

    @Test
    void withoutAnObserverALeverIsExitOne() {
        givenRepo();
        for (String lever : List.of("retry", "pause", "resume")) {
            Program.Result alone = vedette(lever, "repo", REPO);

            assertThat(alone.exit()).isEqualTo(Exit.FINDINGS);
            assertThat(alone.err()).contains("no observer is linked", "vedette observe");
            assertThat(alone.err().lines()).hasSize(1);
            assertThat(alone.out()).isEmpty();
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsRefused() {
        givenRepo();

        assertThat(vedette("pause", "repo", "/ex/nope").exit()).isEqualTo(Exit.REFUSED);
        assertThat(vedette("pause", "repo", "0192f0c1-2b3c-7d4e-8f50-000000000000")
                        .exit())
                .isEqualTo(Exit.REFUSED);
        assertThat(vedette("pause", "repo", "nonsense").exit()).isEqualTo(Exit.USAGE);
    }

    private JsonObject ofRegistry() {
        return vedette("explain", "--all", "-o", "jsonl").jsonLines().stream()
                .filter(row -> row.get("kind").getAsString().equals("registry"))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject explained() {
        return vedette("explain", "repo", REPO, "-o", "jsonl").jsonLines().get(0);
    }

    private static String said(Program.Result result) {
        return result.json()
                .getAsJsonArray("observers")
                .get(0)
                .getAsJsonObject()
                .get("said")
                .getAsString();
    }
}
