/** How the observer follows a registry: connection, signals, the registry's own activity, and its answers to operators. */
@NullMarked
package io.vedette.observer.internal;

import org.jspecify.annotations.NullMarked;
