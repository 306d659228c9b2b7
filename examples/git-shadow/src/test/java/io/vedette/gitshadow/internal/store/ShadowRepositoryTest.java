package io.vedette.gitshadow.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.gitshadow.InitPolicy;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.snapshot.ObjectSink;
import io.vedette.gitshadow.internal.snapshot.Scan;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.gitshadow.internal.snapshot.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowRepositoryTest {
    private static final RepoId REPO = new RepoId(new UUID(0, 1));
    private static final Instant NOW = Instant.EPOCH;

    @TempDir
    Path sandbox;

    @Test
    void theBranchStaysIfWhatItWouldNameCannotBeSynced() throws IOException {
        Path tree = Files.createDirectories(sandbox.resolve("tree"));
        Path place = sandbox.resolve("shadow.git");
        Files.writeString(tree.resolve("a"), "1");
        try (ShadowRepository shadow = ShadowRepository.create(place, REPO, "foo")) {
            try (ObjectSink sink = shadow.firstSink()) {
                shadow.commitFirst(sink, scan(tree, sink), People.of(new Author("Ada <ada@example.com>"), NOW), NOW);
            }
            ObjectId first = shadow.head();
            Files.writeString(tree.resolve("a"), "2");

            try (ObjectSink sink = shadow.sink()) {
                Scan scan = scan(tree, sink);
                Files.createSymbolicLink(place.resolve("objects/pack/lost"), Path.of("nowhere"));
                assertThatThrownBy(() -> shadow.commitNext(sink, scan, null, NOW))
                        .isInstanceOf(NoSuchFileException.class);
            }

            assertThat(shadow.head()).isEqualTo(first);
        }
    }

    private static Scan scan(Path tree, ObjectSink sink) throws IOException {
        return new TreeScanner(
                        tree,
                        sink,
                        InitPolicy.unlimited(),
                        ScanListener.NONE,
                        new Cancellation(),
                        Clock.systemUTC(),
                        TreeScanner.Mode.FIRST)
                .scan(null);
    }
}
