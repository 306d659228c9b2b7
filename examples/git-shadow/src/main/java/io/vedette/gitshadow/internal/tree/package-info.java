/** File trees to the last bit: names by their bytes, owners, modes and times. */
@NullMarked
package io.vedette.gitshadow.internal.tree;

import org.jspecify.annotations.NullMarked;
