package io.vedette.gitshadow.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        many(0);

        List<Path> unsynced = many(1_000);

        Path packs = place.resolve("objects/pack");
        assertThat(unsynced.stream().filter(p -> packs.equals(p.getParent())))
                .hasSize(2)
                .anyMatch(p -> p.toString().endsWith(".pack"))
                .anyMatch(p -> p.toString().endsWith(".idx"));
        assertThat(unsynced).contains(packs, place.resolve("objects"));
    }

    @Test
    void theDirectoriesOfLooseObjectsAreToBeSyncedAlsoIfAnEarlierSinkStoredThem() throws IOException {
        try (ObjectSink sink = ObjectSink.loose(git)) {
            insert(sink, "small");
        }

        try (ObjectSink sink = ObjectSink.loose(git)) {
            ObjectId small = insert(sink, "small");
            ObjectId large = sink.stream(3, new ByteArrayInputStream(new byte[3]));
            sink.flush();

            assertThat(sink.unsynced()).containsExactlyInAnyOrder(fan(small), fan(large), place.resolve("objects"));
        }
    }

    private List<Path> many(int from) throws IOException {
        try (ObjectSink sink = ObjectSink.loose(git)) {
            for (int i = from; i < from + 2 * ObjectSink.LOOSE; i++) {
                insert(sink, "content " + i);
            }
            sink.flush();
            return sink.unsynced();
        }
    }

    private static ObjectId insert(ObjectSink sink, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return sink.insert(Constants.OBJ_BLOB, bytes, bytes.length);
    }

    private Path fan(ObjectId id) {
        return place.resolve("objects").resolve(id.name().substring(0, 2));
    }
}
