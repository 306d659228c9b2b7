package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.gitshadow.internal.follow.Pace;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalTest {
    private static final Pace NEVER =
            new Pace(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
    private final AtomicLong reads = new AtomicLong();
    private final ScanListener counting = new ScanListener() {
        @Override
        public void reading(Path file) {
            reads.incrementAndGet();
        }
    };

    @TempDir
    Path sandbox;

    @Test
    @Tag("slow")
    void anUnchangedTreeIsNotReadAgain() throws IOException {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
        try (Server server =
                Server.in(sandbox, o -> o.clock(later).listener(counting).pace(NEVER))) {
            RepoInfo repo = server.repo("foo");
            for (int i = 0; i < 3_000; i++) {
                Trees.file(server.data, "foo/" + i % 100 + "/" + i, "content " + i);
            }
            Trees.link(server.data, "foo/link", "1/1");

            server.init(repo);
            assertThat(reads).hasValue(3_001);
            server.enable(repo);
            assertThat(reads).hasValue(3_001);
            Files.writeString(server.data.resolve("foo/7/107"), "changed");
            server.enable(repo);
            assertThat(reads).hasValue(3_002);

            Trees.assertSame(server.clone(repo), server.data.resolve("foo"));
        }
    }

    @Test
    void aFileWrittenJustBeforeItWasReadIsReadAgain() throws IOException {
        Clock standing = Clock.fixed(Instant.now(), java.time.ZoneOffset.UTC);
        try (Server server =
                Server.in(sandbox, o -> o.clock(standing).listener(counting).pace(NEVER))) {
            RepoInfo repo = server.repo("foo");
            Trees.file(server.data, "foo/x", "1");

            server.initAndEnable(repo);
            server.enable(repo);

            assertThat(reads).hasValue(3);
        }
    }

    @Test
    void afterARestartEverythingIsReadOnceAndNothingStored() throws IOException {
        RepoInfo repo;
        String head;
        try (Server server = Server.in(sandbox, o -> o.listener(counting).pace(NEVER))) {
            repo = server.repo("foo");
            Trees.file(server.data, "foo/small", "1");
            Trees.file(server.data, "foo/large", new byte[2_000_000]);
            server.init(repo);
            head = server.status(repo).head();
        }
        long before = Trees.contents(sandbox.resolve("shadow")).size();

        try (Server server = Server.in(sandbox, o -> o.listener(counting).pace(NEVER))) {
            server.enable(repo);

            assertThat(server.status(repo).head()).isEqualTo(head);
            assertThat(Trees.contents(server.shadows)).hasSize((int) before);
        }
        assertThat(reads).hasValue(4);
    }

    @Test
    void manyNewFilesBecomeOnePack() throws IOException {
        try (Server server = Server.in(sandbox, o -> o.pace(NEVER))) {
            RepoInfo repo = server.repo("foo");
            server.initAndEnable(repo);
            for (int i = 0; i < 2_000; i++) {
                Trees.file(server.data, "foo/" + i % 10 + "/" + i, "content " + i);
            }

            server.enable(repo);

            assertThat(Trees.contents(server.bare(repo))).hasSizeLessThan(400);
            assertThat(Git.git(server.bare(repo), "fsck", "--strict").errors()).isEmpty();
            Trees.assertSame(server.clone(repo), server.data.resolve("foo"));
        }
    }
}
