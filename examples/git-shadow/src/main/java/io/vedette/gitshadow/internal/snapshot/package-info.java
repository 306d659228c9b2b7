/** Turns a directory tree into git objects, bytes exactly, and knows what a tree looked like the last time. */
@NullMarked
package io.vedette.gitshadow.internal.snapshot;

import org.jspecify.annotations.NullMarked;
