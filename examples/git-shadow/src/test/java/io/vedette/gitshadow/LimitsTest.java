package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    @TempDir
    Path sandbox;

    @Test
    void acceptsExactlyTheLimit() throws IOException {
        try (Server server = Server.in(sandbox, o -> o.policy(new Limits(10, 2_000)))) {
            RepoInfo repo = server.repo("foo");
            files(server, "foo", 10, 200);

            server.init(repo);

            assertThat(server.status(repo).files()).isEqualTo(10);
        }
    }

    @Test
    void refusesOneFileMoreAndNamesLimitAndCount() throws IOException {
        try (Server server = Server.in(sandbox, o -> o.policy(new Limits(10, 0)))) {
            RepoInfo repo = server.repo("foo");
            files(server, "foo", 11, 1);

            assertThatThrownBy(() -> server.init(repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessage("more than 10 files: counted 11")
                    .hasCauseInstanceOf(InitRefused.class);
            assertThat(server.shadowNames()).isEmpty();
            assertThat(server.temporaries()).isEmpty();
        }
    }

    @Test
    void refusesOneByteMoreAndNamesLimitAndCount() throws IOException {
        try (Server server = Server.in(sandbox, o -> o.policy(new Limits(0, 2_000)))) {
            RepoInfo repo = server.repo("foo");
            files(server, "foo", 2, 1_000);
            RepoInfo large = server.repo("large");
            Trees.file(server.data, "large/x", new byte[3_000]);

            server.init(repo);

            assertThatThrownBy(() -> server.init(large))
                    .isInstanceOf(StrongError.class)
                    .hasMessage("more than 2000 bytes: counted 3000");
        }
    }

    @Test
    @Tag("W36")
    void stopsToWalkAtTheFirstFileTooMany() throws IOException {
        AtomicLong counted = new AtomicLong();
        AtomicLong read = new AtomicLong();
        ScanListener listener = new ScanListener() {
            @Override
            public void counted(long files, long bytes) {
                counted.set(files);
            }

            @Override
            public void reading(Path file) {
                read.incrementAndGet();
            }
        };
        try (Server server = Server.in(sandbox, o -> o.policy(new Limits(10, 0)).listener(listener))) {
            RepoInfo repo = server.repo("foo");
            files(server, "foo", 500, 1);

            assertThatThrownBy(() -> server.init(repo)).isInstanceOf(StrongError.class);

            assertThat(counted).hasValue(11);
            assertThat(read).hasValue(10);
        }
    }

    private static void files(Server server, String directory, int count, int size) {
        for (int i = 0; i < count; i++) {
            Trees.file(server.data, directory + "/d" + i % 3 + "/f" + i, new byte[size]);
        }
    }
}
