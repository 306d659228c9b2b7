/** Commands that show history, and history lines. */
@NullMarked
package io.vedette.cli.events;

import org.jspecify.annotations.NullMarked;
