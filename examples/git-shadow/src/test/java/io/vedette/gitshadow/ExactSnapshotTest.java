package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactSnapshotTest {
    private Server server;
    private RepoInfo repo;
    private Path tree;

    @BeforeEach
    void start(@TempDir Path sandbox) throws IOException {
        server = Server.in(sandbox);
        repo = server.repo("foo");
        tree = server.data.resolve("foo");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void cloneEqualsTheTreeWithLinksAndExecuteBits() throws IOException {
        Trees.file(tree, "readme.txt", "hello\r\nworld\n");
        Trees.file(tree, "empty", "");
        Trees.file(tree, "a/b/c/deep.bin", randomBytes(100_000));
        Trees.file(tree, "big.bin", randomBytes(3_000_000));
        Trees.executable(Trees.file(tree, "bin/run.sh", "#!/bin/sh\n"));
        Trees.link(tree, "to-file", "readme.txt");
        Trees.link(tree, "to-directory", "a/b/");
        Trees.link(tree, "out-of-the-tree", "/etc/../etc/hostname");
        Trees.link(tree, "dangling", "no//such/./file");
        Trees.link(tree, "loop", "loop");
        Trees.link(tree, "a/up", "..");

        server.initAndEnable(repo);

        Trees.assertSame(server.clone(repo), tree);
        assertThat(Git.git(server.bare(repo), "fsck", "--strict").errors()).isEmpty();
    }

    @Test
    void namesInAnyScriptComeThrough() throws IOException {
        List<String> names = List.of(
                "Привет.txt",
                "שלום",
                "日本語.txt",
                "🦉 owl",
                "tab\tname",
                "line\nbreak",
                "quote\"'`",
                "-rf",
                "--help",
                " leading and trailing ",
                "back\\slash",
                "a:b*c?d",
                "\uFFFD replacement",
                "e\u0301 combining",
                "é composed",
                "$HOME",
                "%41",
                "#hash",
                "x".repeat(255),
                "con",
                "a.",
                "a ");
        for (String name : names) {
            Trees.file(tree, name, "content of " + name);
            Trees.file(tree, "dir " + name.substring(0, Math.min(100, name.length())) + "/" + name, "x");
            Trees.link(tree, "links/" + name, name);
        }

        server.initAndEnable(repo);

        Trees.assertSame(server.clone(repo), tree);
        assertThat(Git.git(server.bare(repo), "fsck", "--strict").errors()).isEmpty();
    }

    @Test
    void ignoredFilesAreHeld() throws IOException {
        Trees.file(tree, ".gitignore", "*.log\nbuild/\n");
        Trees.file(tree, "debug.log", "x");
        Trees.file(tree, "build/out", "y");

        server.initAndEnable(repo);

        Trees.assertSame(server.clone(repo), tree);
    }

    @Test
    void attributesDoNotChangeWhatIsStored() throws IOException {
        Trees.file(
                tree,
                ".gitattributes",
                "* text eol=crlf ident export-subst filter=lfs\n*.txt working-tree-encoding=UTF-16\n");
        Trees.file(tree, "a.txt", "one\ntwo\r\n$Id$\n$Format:%H$\n");

        server.init(repo);

        assertThat(Git.git(server.bare(repo), "cat-file", "blob", "main:a.txt").bytes())
                .isEqualTo(Files.readAllBytes(tree.resolve("a.txt")));
    }

    @Test
    void sortsEntriesAsGitDoes() throws IOException {
        for (String name : List.of("a.b", "a-b", "a0", "A", "ab", "é", "z")) {
            Trees.file(tree, name, name);
        }
        Trees.file(tree, "a/x", "a directory sorts as if it ended with a slash");

        server.init(repo);

        assertThat(Git.git(server.bare(repo), "fsck", "--strict").errors()).isEmpty();
        assertThat(Git.git(server.bare(repo), "-c", "core.quotePath=false", "ls-tree", "--name-only", "main")
                        .out())
                .isEqualTo("A\na-b\na.b\na\na0\nab\nz\né");
    }

    @Test
    void sameContentGivesTheSameTree() throws IOException {
        RepoInfo other = server.repo("other");
        for (String name : List.of("x", "y/z", "y/a")) {
            Trees.file(tree, name, name);
        }
        for (String name : List.of("y/a", "y/z", "x")) {
            Trees.file(server.data.resolve("other"), name, name);
        }

        server.init(repo);
        server.init(other);

        assertThat(Git.git(server.bare(repo), "rev-parse", "main^{tree}").out())
                .isEqualTo(
                        Git.git(server.bare(other), "rev-parse", "main^{tree}").out());
    }

    @Test
    void firstCommitNamesItsCreator() throws IOException {
        Trees.file(tree, "x", "x");

        server.init(repo);

        assertThat(Git.git(server.bare(repo), "log", "--format=%an|%ae|%cn|%ce|%s", "--all")
                        .out())
                .isEqualTo("Ada|ada@example.com|Vedette|vedette@localhost|Initial snapshot");
        assertThat(Git.git(server.bare(repo), "symbolic-ref", "HEAD").out()).isEqualTo("refs/heads/main");
        assertThat(Git.git(server.bare(repo), "config", "vedette.repo").out())
                .isEqualTo(repo.repo().toString());
    }

    @Test
    void emptyDirectoryBecomesAnEmptyCommit() throws IOException {
        server.initAndEnable(repo);

        Trees.assertSame(server.clone(repo), tree);
        assertThat(server.status(repo).files()).isZero();
    }

    @Test
    void statusTellsHeadAndFiles() throws IOException {
        Trees.file(tree, "x", "x");
        Trees.link(tree, "y/z", "x");

        server.initAndEnable(repo);

        ShadowStatus status = server.status(repo);
        assertThat(status.head())
                .isEqualTo(Git.git(server.bare(repo), "rev-parse", "main").out());
        assertThat(status.files()).isEqualTo(2);
        assertThat(status.enabled()).isTrue();
        assertThat(status.failure()).isNull();
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
