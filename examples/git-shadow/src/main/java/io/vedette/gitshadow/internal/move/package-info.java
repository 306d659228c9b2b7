/** Brings repositories to another place so that at no time anything is lost. Begin with {@code Moves}. */
@NullMarked
package io.vedette.gitshadow.internal.move;

import org.jspecify.annotations.NullMarked;
