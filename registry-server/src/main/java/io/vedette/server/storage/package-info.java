/**
 * The port to where journals live. Start with {@link io.vedette.server.storage.StorageBackend}; {@link
 * io.vedette.server.storage.MemoryStorage} and {@link io.vedette.server.storage.RocksStorage} pass the same contract
 * test.
 */
@NullMarked
package io.vedette.server.storage;

import org.jspecify.annotations.NullMarked;
