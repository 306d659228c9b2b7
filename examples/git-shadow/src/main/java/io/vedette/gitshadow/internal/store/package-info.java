/** The shadow folder: bare repositories that are either complete or not there, and their commits. */
@NullMarked
package io.vedette.gitshadow.internal.store;

import org.jspecify.annotations.NullMarked;
