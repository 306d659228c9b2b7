package io.vedette.gitshadow.internal.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.gitshadow.internal.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTest {
    private static final int BLOCK = 128 * 1024;

    private final Contents contents = new Contents(new Cancellation());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK})
    void aFileThatHasGrownSinceItWasLookedAtIsCopiedToTheLengthThatItHad(int length) throws IOException {
        Path from = noise("from", 5 * BLOCK);

        contents.copy(from, folder.resolve("to"), length);

        assertThat(folder.resolve("to")).hasSize(length);
        assertThat(contents.same(from, folder.resolve("to"))).isFalse();
        assertThat(folder.resolve("to")).hasBinaryContent(Arrays.copyOf(Files.readAllBytes(from), length));
    }

    @Test
    void aFileThatHasShrunkIsCopiedToItsEnd() throws IOException {
        Path from = noise("from", BLOCK + 7);

        contents.copy(from, folder.resolve("to"), 5 * BLOCK);

        assertThat(contents.same(from, folder.resolve("to"))).isTrue();
    }

    private Path noise(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }
}
