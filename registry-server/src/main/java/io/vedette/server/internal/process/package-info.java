/** What follows from an accepted command: one activity for each registry and for each repository with work to do. */
@NullMarked
package io.vedette.server.internal.process;

import org.jspecify.annotations.NullMarked;
