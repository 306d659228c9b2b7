package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OmissionTest {
    private Server server;
    private RepoInfo repo;
    private Path tree;

    @BeforeEach
    void start(@TempDir Path sandbox) throws IOException {
        server = Server.in(sandbox);
        repo = server.repo("foo");
        tree = server.data.resolve("foo");
        Trees.file(tree, "kept", "x");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsWhatGitCannotHold() throws Exception {
        Files.createDirectories(tree.resolve("empty/inner"));
        new ProcessBuilder("mkfifo", tree.resolve("pipe").toString()).start().waitFor();
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(tree.resolve("run.sock")));
        Trees.file(tree, "nested/.git/HEAD", "ref: refs/heads/main\n");
        Trees.file(tree, "nested/code.c", "int main;");
        Trees.file(tree, "worktree/.GIT", "gitdir: elsewhere");
        Trees.file(tree, "short/git~1/x", "x");
        Trees.link(tree, ".gitmodules", "kept");

        Omissions omissions = server.initAndEnable(repo).omissions();

        assertThat(omissions.first())
                .extracting(Omission::path)
                .containsExactly(
                        ".gitmodules",
                        "empty/inner",
                        "empty",
                        "nested/.git",
                        "pipe",
                        "run.sock",
                        "short/git~1",
                        "short",
                        "worktree/.GIT",
                        "worktree");
        assertThat(omissions.first())
                .extracting(Omission::reason)
                .contains("socket", "named pipe", "directory with nothing in it that git can hold");
        assertThat(omissions.count()).isEqualTo(10);
        assertThat(Trees.contents(server.clone(repo)).keySet()).isEqualTo(Set.of("kept", "nested/code.c"));
        assertThat(Git.git(server.bare(repo), "fsck", "--strict").errors()).isEmpty();
        socket.close();
    }

    @Test
    void listsTheFirstHundredAndCountsAll() throws IOException {
        for (int i = 0; i < 250; i++) {
            Files.createDirectories(tree.resolve("empty " + (1000 + i) + "\n"));
        }

        Omissions omissions = server.init(repo).omissions();

        assertThat(omissions.count()).isEqualTo(250);
        assertThat(omissions.first())
                .hasSize(100)
                .startsWith(new Omission("empty 1000\n", "directory with nothing in it that git can hold"));
        assertThat(server.status(repo).omissions()).isEqualTo(omissions);
    }

    @Test
    void secondInitTellsTheSameOmissions() throws IOException {
        Files.createDirectories(tree.resolve("empty\tПустая"));

        Omissions first = server.init(repo).omissions();

        assertThat(server.init(repo).omissions()).isEqualTo(first);
        assertThat(first.count()).isEqualTo(1);
    }
}
