/** Linked observers, asking them what they are doing, and pulling levers at them. */
@NullMarked
package io.vedette.server.internal.link;

import org.jspecify.annotations.NullMarked;
