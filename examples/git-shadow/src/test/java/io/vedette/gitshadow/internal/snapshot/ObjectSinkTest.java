package io.vedette.gitshadow.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectSinkTest {
    private static final FileTime EVER = FileTime.fromMillis(0);

    @TempDir
    Path place;

    private Repository git;

    @BeforeEach
    void create() throws IOException {
        git = new FileRepositoryBuilder().setGitDir(place.toFile()).setBare().build();
        git.create(true);
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void aNewPackIsToBeSyncedWithItsIndexAndDirectory() throws IOException {
        many(0, EVER);

        List<Path> unsynced = many(1_000, tomorrow());

        Path packs = place.resolve("objects/pack");
        assertThat(unsynced.stream().filter(p -> packs.equals(p.getParent())))
                .hasSize(2)
                .anyMatch(p -> p.toString().endsWith(".pack"))
                .anyMatch(p -> p.toString().endsWith(".idx"));
        assertThat(unsynced).contains(packs, place.resolve("objects"));
    }

    @Test
    void aPackIsToBeSyncedAlsoIfAnEarlierSinkWroteIt() throws IOException {
        FileTime branchWasSet = FileTime.from(Instant.now().minusSeconds(60));
        List<Path> first = many(0, branchWasSet);

        List<Path> second = many(0, branchWasSet);

        assertThat(second).containsAll(first).anyMatch(p -> p.toString().endsWith(".pack"));
    }

    @Test
    void theDirectoriesOfLooseObjectsAreToBeSyncedAlsoIfAnEarlierSinkStoredThem() throws IOException {
        try (ObjectSink sink = ObjectSink.loose(git, EVER)) {
            insert(sink, "small");
        }

        try (ObjectSink sink = ObjectSink.loose(git, EVER)) {
            ObjectId small = insert(sink, "small");
            ObjectId large = sink.stream(3, new ByteArrayInputStream(new byte[3]));
            sink.flush();

            assertThat(sink.unsynced()).containsExactlyInAnyOrder(fan(small), fan(large), place.resolve("objects"));
        }
    }

    @Test
    void theDirectoryOfALargeObjectThatIsFoundIsToBeSynced() throws IOException {
        ObjectId large;
        try (ObjectSink sink = ObjectSink.loose(git, EVER)) {
            large = sink.stream(3, new ByteArrayInputStream(new byte[3]));
        }

        try (ObjectSink sink = ObjectSink.loose(git, EVER)) {
            assertThat(sink.has(large)).isTrue();

            assertThat(sink.unsynced()).contains(fan(large));
        }
    }

    private List<Path> many(int from, FileTime lastSync) throws IOException {
        try (ObjectSink sink = ObjectSink.loose(git, lastSync)) {
            for (int i = from; i < from + 2 * ObjectSink.LOOSE; i++) {
                insert(sink, "content " + i);
            }
            sink.flush();
            return sink.unsynced();
        }
    }

    private static FileTime tomorrow() {
        return FileTime.from(Instant.now().plus(Duration.ofDays(1)));
    }

    private static ObjectId insert(ObjectSink sink, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return sink.insert(Constants.OBJ_BLOB, bytes, bytes.length);
    }

    private Path fan(ObjectId id) {
        return place.resolve("objects").resolve(id.name().substring(0, 2));
    }
}
