package io.vedette.server.storage;

/** What each part of the contract is checked on. */
interface StoreUnderTest {

    /** Empty when a test starts. */
    StorageBackend store();

    /** Counts what the store does. */
    CountingProbe probe();
}
