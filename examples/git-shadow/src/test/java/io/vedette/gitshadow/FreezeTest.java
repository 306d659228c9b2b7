package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.StorageTier;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeTest {
    @TempDir
    Path sandbox;

    @Test
    void freezingTakesAllWritePermissionsAndUnfreezingGivesBackTheVeryModes() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = fill(server);
            Map<String, String> before = Exact.modes(tree(server));

            Estate.freeze(server.shadow, repo);
            Estate.freeze(server.shadow, repo);

            assertThat(tree(server)).satisfies(FreezeTest::isReadOnly);
            assertThat(server.status(repo).frozen()).isTrue();
            assertThat(Exact.permissions(tree(server).resolve("tool"))).isEqualTo(04511);

            Estate.unfreeze(server.shadow, repo);
            Estate.unfreeze(server.shadow, repo);

            assertThat(Exact.modes(tree(server))).isEqualTo(before);
            assertThat(server.status(repo).frozen()).isFalse();
            assertThat(server.shadows.resolve(".modes")).isEmptyDirectory();
        }
    }

    @Test
    void whatIsFrozenIsInTheShadowInTheNameOfWhoFrozeIt() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = fill(server);
            Trees.file(tree(server), "new", "x");

            Estate.freeze(server.shadow, repo);

            Trees.assertSame(bareCheckout(server, repo), tree(server));
            assertThat(Git.git(server.bare(repo), "log", "-1", "--format=%an <%ae> %cn", "main")
                            .out())
                    .isEqualTo("Ada <ada@example.com> Vedette");
            assertThat(Git.git(server.bare(repo), "rev-list", "main").out()).hasLineCount(2);
        }
    }

    @Test
    void aFrozenTreeIsFollowedWithoutCommitsOrFailures() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = fill(server);
            server.enable(repo);
            String head = server.status(repo).head();

            Estate.freeze(server.shadow, repo);
            server.enable(Estate.in(repo, StorageTier.FROZEN));
            Estate.unfreeze(server.shadow, repo);
            server.enable(Estate.in(repo, StorageTier.ONLINE));

            assertThat(server.status(repo).head()).isEqualTo(head);
            assertThat(server.status(repo).failure()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void clientsOfAFrozenRepositoryAreToldAndServed(int protocol) throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = fill(server);
            server.enable(repo);
            Estate.freeze(server.shadow, repo);

            assertThat(clone(server, repo, protocol, "frozen"))
                    .contains("remote: this repository is frozen (read-only)");
            Trees.assertSame(sandbox.resolve("frozen"), tree(server));

            Estate.unfreeze(server.shadow, repo);
            assertThat(clone(server, repo, protocol, "online")).doesNotContain("frozen (");
        }
    }

    @Test
    void aRestartKnowsWhatIsFrozen() throws IOException {
        RepoInfo repo;
        Map<String, String> before;
        try (Server server = Server.in(sandbox)) {
            repo = fill(server);
            before = Exact.modes(tree(server));
            Estate.freeze(server.shadow, repo);
        }

        try (Server server = Server.in(sandbox)) {
            server.enable(Estate.in(repo, StorageTier.FROZEN));
            assertThat(server.status(repo).frozen()).isTrue();
            Estate.unfreeze(server.shadow, repo);
            assertThat(Exact.modes(tree(server))).isEqualTo(before);
        }
    }

    @Test
    void enablingTakesBackAChangeOfTierThatWasGivenUpAndLeavesOneThatGoesOn() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = fill(server);
            Map<String, String> before = Exact.modes(tree(server));
            Estate.freeze(server.shadow, repo);
            Map<String, String> frozen = Exact.modes(tree(server));

            for (StorageTier tier :
                    new StorageTier[] {StorageTier.FREEZING, StorageTier.UNFREEZING, StorageTier.FREEZE_FAILED}) {
                server.enable(Estate.in(repo, tier));
                assertThat(Exact.modes(tree(server))).isEqualTo(frozen);
            }
            server.enable(Estate.in(repo, StorageTier.ONLINE));
            assertThat(Exact.modes(tree(server))).isEqualTo(before);
            server.enable(Estate.in(repo, StorageTier.UNFREEZE_FAILED));
            assertThat(Exact.modes(tree(server))).isEqualTo(before);
            server.enable(Estate.in(repo, StorageTier.FROZEN));
            assertThat(Exact.modes(tree(server))).isEqualTo(frozen);
        }
    }

    @Test
    void unfreezingRestoresTheRestWhereFilesVanishedOrWereReplaced() throws IOException {
        try (Server server = Server.in(sandbox)) {
            RepoInfo repo = fill(server);
            Map<String, String> before = Exact.modes(tree(server));
            Estate.freeze(server.shadow, repo);
            Path replaced = tree(server).resolve("deep/file");
            whileWritable(tree(server), () -> Files.delete(tree(server).resolve("readme")));
            whileWritable(tree(server).resolve("deep"), () -> {
                Path other = Trees.file(tree(server), "deep/other", "other");
                Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("r--r-----"));
                Files.move(other, replaced, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            });

            Estate.unfreeze(server.shadow, repo);

            Map<String, String> after = Exact.modes(tree(server));
            assertThat(Exact.permissions(replaced)).isEqualTo(0440);
            before.keySet().removeAll(java.util.List.of("readme", "deep/file"));
            assertThat(after).containsAllEntriesOf(before);
        }
    }

    /** As an owner without root's rights has to. */
    private static void whileWritable(Path directory, Change change) throws IOException {
        Set<PosixFilePermission> frozen = Files.getPosixFilePermissions(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        change.run();
        Files.setPosixFilePermissions(directory, frozen);
    }

    private interface Change {
        void run() throws IOException;
    }

    private static Path tree(Server server) {
        return server.data.resolve("foo");
    }

    private static RepoInfo fill(Server server) throws IOException {
        RepoInfo repo = server.repo("foo");
        Path tree = tree(server);
        mode(Trees.file(tree, "readme", "x"), "rw-rw-r--");
        mode(Trees.file(tree, "closed", "x"), "r--------");
        Files.setAttribute(Trees.file(tree, "tool", "x"), "unix:mode", 04711);
        mode(Trees.file(tree, "deep/file", "x"), "rw-------");
        Files.createDirectories(tree.resolve("empty"));
        Files.setAttribute(tree.resolve("empty"), "unix:mode", 01777);
        Trees.link(tree, "link", "readme");
        Trees.link(tree, "outside", server.sandbox.toString());
        return server.init(repo);
    }

    private static void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void isReadOnly(Path root) {
        Exact.modes(root).forEach((name, fact) -> {
            if (!fact.startsWith("symbolic link")) {
                int permissions = Integer.parseInt(fact.split(" ")[fact.startsWith("directory") ? 1 : 2], 8);
                assertThat(permissions & 0222).as(name).isZero();
            }
        });
    }

    private Path bareCheckout(Server server, RepoInfo repo) throws IOException {
        Git.git(sandbox, "clone", "-q", server.bare(repo).toString(), "checkout");
        return sandbox.resolve("checkout");
    }

    private String clone(Server server, RepoInfo repo, int protocol, String to) {
        return Git.git(
                        sandbox,
                        "-c",
                        "protocol.version=" + protocol,
                        "clone",
                        "--progress",
                        server.url(repo.path().value()),
                        to)
                .errors();
    }
}
