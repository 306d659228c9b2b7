/** The levers that an operator pulls at observers. */
@NullMarked
package io.vedette.cli.lever;

import org.jspecify.annotations.NullMarked;
