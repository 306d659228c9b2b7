/** {@code vedette bench}: how fast it is on this machine. */
@NullMarked
package io.vedette.cli.bench;

import org.jspecify.annotations.NullMarked;
