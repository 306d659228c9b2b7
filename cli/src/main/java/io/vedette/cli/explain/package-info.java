/** What observers are doing. */
@NullMarked
package io.vedette.cli.explain;

import org.jspecify.annotations.NullMarked;
