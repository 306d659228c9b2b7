/** Commands that show the present state. */
@NullMarked
package io.vedette.cli.get;

import org.jspecify.annotations.NullMarked;
