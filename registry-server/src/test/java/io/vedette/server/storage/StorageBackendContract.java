package io.vedette.server.storage;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract of {@link StorageBackend}. Every implementation runs all of it by extending this class. */
abstract class StorageBackendContract
        implements AppendRules,
                CommandRules,
                ReadRules,
                ChangedSinceRules,
                CursorRules,
                CommitRules,
                CloseRules,
                ModelRules {

    static final UUID STORE = UUID.fromString("0b5e3c1c-3f60-4c4c-9d5e-2d6f1a7c9e01");

    private final CountingProbe probe = new CountingProbe();
    private StorageBackend store;

    /** A new, empty store with incarnation 1. */
    abstract StorageBackend create(UUID id, CountingProbe probe) throws Exception;

    @BeforeEach
    void createStore() throws Exception {
        store = create(STORE, probe);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Override
    public StorageBackend store() {
        return store;
    }

    @Override
    public CountingProbe probe() {
        return probe;
    }
}
