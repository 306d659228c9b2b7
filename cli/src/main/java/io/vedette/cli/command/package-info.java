/** Commands that change a registry. */
@NullMarked
package io.vedette.cli.command;

import org.jspecify.annotations.NullMarked;
