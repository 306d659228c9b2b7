package io.vedette.gitshadow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of an estate where a tree may move from one root to the other. */
abstract class EstateTest {
    @TempDir
    Path sandbox;

    Estate estate;
    Path old;
    Path target;

    @BeforeEach
    void place() throws IOException {
        estate = new Estate(sandbox.toRealPath().resolve("estate"));
        old = estate.tree("one", "foo");
        target = estate.tree("two", "foo");
        Files.createDirectories(target.getParent());
    }
}
