/**
 * The port to where journals live. Start with {@link io.vedette.server.storage.StorageBackend}; every implementation passes
 * the same contract test.
 */
@NullMarked
package io.vedette.server.storage;

import org.jspecify.annotations.NullMarked;
