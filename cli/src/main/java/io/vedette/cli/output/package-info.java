/** How results are printed: as a table, as JSON, or as JSON lines. */
@NullMarked
package io.vedette.cli.output;

import org.jspecify.annotations.NullMarked;
