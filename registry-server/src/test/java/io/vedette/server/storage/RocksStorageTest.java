package io.vedette.server.storage;

import io.vedette.server.storage.internal.rocks.DiskFaults;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class RocksStorageTest extends StorageBackendContract {

    @TempDir
    Path directory;

    @Override
    StorageBackend create(UUID id, CountingProbe probe) {
        return RocksStorage.open(directory.resolve("journals"), RocksOptions.defaults(id), probe, DiskFaults.NONE);
    }
}
