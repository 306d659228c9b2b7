/**
 * An observer's meters: bind {@link io.vedette.observer.micrometer.ObserverMetrics} to a
 * {@link io.micrometer.core.instrument.MeterRegistry}.
 */
@NullMarked
package io.vedette.observer.micrometer;

import org.jspecify.annotations.NullMarked;
