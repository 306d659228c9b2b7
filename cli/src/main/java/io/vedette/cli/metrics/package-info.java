/** Meters of a process that stays up, for Prometheus. Loaded only when asked for, so that other commands start fast. */
@NullMarked
package io.vedette.cli.metrics;

import org.jspecify.annotations.NullMarked;
