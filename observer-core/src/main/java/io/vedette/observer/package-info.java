/**
 * The observer: makes a file server follow a registry. Implement {@link io.vedette.observer.Initializer} and
 * {@link io.vedette.observer.Processor}, then start with {@link io.vedette.observer.Observer}.
 */
@NullMarked
package io.vedette.observer;

import org.jspecify.annotations.NullMarked;
