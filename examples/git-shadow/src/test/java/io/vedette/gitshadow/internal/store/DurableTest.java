package io.vedette.gitshadow.internal.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.gitshadow.internal.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableTest {
    @Test
    void syncingATreeStopsWhenItIsCancelled(@TempDir Path tree) throws IOException {
        Files.writeString(tree.resolve("file"), "x");
        Cancellation cancellation = new Cancellation();
        Durable.syncTree(tree, cancellation);

        cancellation.cancel();

        assertThatThrownBy(() -> Durable.syncTree(tree, cancellation)).isInstanceOf(CancellationException.class);
    }
}
