/** The smallest embedding of an observer. */
@NullMarked
package io.vedette.minimal;

import org.jspecify.annotations.NullMarked;
