package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real observer process and what one sees of it through the registry. */
@Tag("slow")
class ObserveTest extends WithRegistry {

    @TempDir
    Path folder;

    @BeforeEach
    void addRoot() {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", folder + "/files");
    }

    private VedetteProcess observe(String listen, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("observe", "--registry", address, "--name", "exreg"));
        all.addAll(List.of("--prefix", "/ex", "--host", "h1", "--shadow", "shadow", "--listen", listen));
        all.addAll(List.of(more));
        return VedetteProcess.start(folder, all.toArray(String[]::new));
    }

    private JsonObject awaitRepo(String path, Predicate<JsonObject> state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> vedette("get", "repo", path, "--registry", "exreg", "-o", "json")
                                .json()
                                .getAsJsonArray("repositories")
                                .get(0)
                                .getAsJsonObject(),
                        state::test);
    }

    @Test
    void aDirectoryBeyondTheLimitIsAStoredErrorThatNamesLimitAndCountUntilItIsCleared() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files/a"));
        for (String name : List.of("1", "2", "3", "4")) {
            Files.writeString(files.resolve(name), name);
        }
        try (VedetteProcess observer = observe("127.0.0.1:0", "--max-files", "3")) {
            vedette("init", "repo", "exreg", "/ex/a", "--creator", "Ada <ada@example.com>");

            JsonObject refused = awaitRepo("/ex/a", repo -> !repo.get("error").isJsonNull());
            assertThat(refused.get("error").getAsString()).contains("more than 3 files", "counted 4");
            assertThat(refused.get("shadowPath").isJsonNull()).isTrue();

            Files.delete(files.resolve("4"));
            String id = refused.get("id").getAsString();
            assertThat(vedette("clear", "error", id).exit()).isZero();
            JsonObject made = awaitRepo("/ex/a", repo -> !repo.get("shadowPath").isJsonNull());
            assertThat(made.get("error").isJsonNull()).isTrue();
            String shadow = made.get("shadowPath").getAsString();
            assertThat(Shell.run(folder, "git", "-C", shadow, "ls-tree", "--name-only", "main"))
                    .isEqualTo("1\n2\n3\n");
            assertThat(observer.stop(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void anAddressThatOthersReachIsRefusedUnlessAskedFor() throws Exception {
        try (VedetteProcess observer = observe("0.0.0.0:0")) {
            assertThat(observer.ended(Duration.ofSeconds(20))).isTrue();
            assertThat(observer.exitValue()).isEqualTo(Exit.USAGE);
            assertThat(observer.err()).anyMatch(line -> line.contains("--insecure"));
        }
    }
}
