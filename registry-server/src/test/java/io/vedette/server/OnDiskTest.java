package io.vedette.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Filter;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.Start;
import io.vedette.server.storage.RocksOptions;
import io.vedette.server.storage.RocksStorage;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on journals on disk, started again on what it left. */
class OnDiskTest {

    @Test
    void goesOnAfterARestartWhereItStopped(@TempDir Path directory) {
        RepoId repo;
        try (TestRegistry registry = TestRegistry.on(open(directory)).withRoot()) {
            repo = registry.added("/ex/a");
            registry.execute(TestRegistry.shadow(repo, "/s/a"));
        }

        try (TestRegistry registry = TestRegistry.on(open(directory))) {
            assertThat(registry.queries.getRepo(TestRegistry.byId(repo)).getShadowPath())
                    .isEqualTo("/s/a");
            Watcher watcher =
                    Watcher.signals(registry, new Start.Beginning(), Filter.ALL).caughtUp();
            assertThat(watcher.newest())
                    .isEqualTo(Map.of(RegistryId.ofName("exreg").uuid(), 4L, repo.uuid(), 2L));
            registry.added("/ex/b");
            assertThat(registry.execute(TestRegistry.shadow(repo, "/s/a")).getEventIdsCount())
                    .isZero();
        }
    }

    private static RocksStorage open(Path directory) {
        return RocksStorage.open(directory.resolve("journals"), RocksOptions.defaults(new UUID(1, 1)));
    }
}
