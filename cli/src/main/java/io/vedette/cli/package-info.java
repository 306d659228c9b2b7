/** The program {@code vedette}. It starts in {@link io.vedette.cli.Vedette}. */
@NullMarked
package io.vedette.cli;

import org.jspecify.annotations.NullMarked;
