/**
 * Journals in RocksDB. {@link io.vedette.server.storage.internal.rocks.Table} lists the tables, {@link
 * io.vedette.server.storage.internal.rocks.GroupWriter} is the one that writes them.
 */
@NullMarked
package io.vedette.server.storage.internal.rocks;

import org.jspecify.annotations.NullMarked;
