/**
 * What all stores share. {@link io.vedette.server.storage.internal.JournalApply} holds the rules; a store only reads rows
 * for it and writes the rows that it hands back.
 */
@NullMarked
package io.vedette.server.storage.internal;

import org.jspecify.annotations.NullMarked;
