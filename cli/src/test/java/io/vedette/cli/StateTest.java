package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code get}, {@code events}, {@code export} and {@code explain} say of what is there, and of what is not. */
class StateTest extends WithRegistry {

    @Test
    void whatIsNotThereIsSaid() {
        givenRepo();
        String other = REPO.replace("0192", "0193");

        for (Program.Result missing : List.of(
                vedette("events", "registry", "nope"),
                vedette("events", "repo", other),
                vedette("events", "repo", "/ex/nope"),
                vedette("export", "--registry", "exreg", "--registry", "nope"),
                vedette("get", "roots", "nope"),
                vedette("get", "repos", "nope"),
                vedette("get", "repo", other),
                vedette("clear", "error", "/ex/nope", "--message", "m"))) {
            assertThat(missing.exit()).as(missing.err()).isEqualTo(Exit.REFUSED);
            assertThat(missing.out()).isEmpty();
            assertThat(missing.err()).containsAnyOf("nope", other);
        }
    }

    @Test
    void aRepositoryMayBeNamedByItsPathEverywhere() {
        givenRepo();
        awaitAdded();

        assertThat(vedette("events", "repo", "/ex/a", "-o", "jsonl").jsonLines())
                .isEqualTo(vedette("events", "repo", REPO, "-o", "jsonl").jsonLines())
                .isNotEmpty();
        assertThat(vedette("reinit", "repo", "exreg", "/ex/a", "--reason", "try")
                        .exit())
                .isZero();
    }

    @Test
    @Tag("slow")
    void aWatchOfTheStateShowsWhatChanges() throws Exception {
        givenRepo();
        awaitAdded();
        try (VedetteProcess watch = VedetteProcess.start(
                Path.of("."), "get", "repos", "exreg", "--watch", "-o", "jsonl", "--server", address)) {
            Awaitility.await().until(() -> watch.out().size() == 1);
            vedette("init", "repo", "exreg", "/ex/b", "--creator", "Ada <ada@example.com>");

            Awaitility.await()
                    .until(() ->
                            watch.out().stream().anyMatch(line -> line.contains("/ex/b") && line.contains("ADDED")));
            assertThat(watch.out()).filteredOn(line -> line.contains("/ex/a")).hasSize(1);
        }
    }

    @Test
    void explainSaysThatNoObserverIsLinked() {
        Program.Result alone = vedette("explain");

        assertThat(alone.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(alone.err()).contains("no observer is linked", "vedette observe");
    }

    @Test
    void whatWasMadeIsShown() {
        givenRepo();

        assertThat(vedette("get", "registries").out()).contains("exreg");
        assertThat(vedette("get", "roots", "exreg").out()).contains("/ex", "h1", "/data");
        assertThat(vedette("get", "repos", "exreg").out()).contains(REPO, "/ex/a");
        assertThat(vedette("get", "repos", "exreg", "--prefix", "/ex/b").out()).isEmpty();
    }

    @Test
    void aRepositoryIsFoundByIdAndByPath() {
        givenRepo();
        awaitAdded();

        JsonObject byId = vedette("get", "repo", REPO, "-o", "json").json();
        JsonObject byPath = vedette("get", "repo", "/ex/a", "-o", "json").json();

        JsonObject repo = byId.getAsJsonArray("repositories").get(0).getAsJsonObject();
        assertThat(repo.get("hostPath").getAsString()).isEqualTo("/data/a");
        assertThat(repo.get("creator").getAsString()).isEqualTo("Ada <ada@example.com>");
        assertThat(byPath).isEqualTo(byId);
    }
}
