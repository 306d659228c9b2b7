/** Makes trees read-only and gives them back the modes that they had. Begin with {@code Freezes}. */
@NullMarked
package io.vedette.gitshadow.internal.freeze;

import org.jspecify.annotations.NullMarked;
