/** Linked observers, and asking them what they are doing. */
@NullMarked
package io.vedette.server.internal.link;

import org.jspecify.annotations.NullMarked;
