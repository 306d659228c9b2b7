/** Imports: histories taken over from a file, stored by batches, made usable by one commit. */
@NullMarked
package io.vedette.server.internal.imports;

import org.jspecify.annotations.NullMarked;
