package io.vedette.server.storage;

import java.util.UUID;

class MemoryStorageTest extends StorageBackendContract {

    @Override
    StorageBackend create(UUID id, CountingProbe probe) {
        return MemoryStorage.create(id, 1, probe);
    }
}
