/** How plug-in jars are checked, loaded and called. */
@NullMarked
package io.vedette.observer.internal.plugin;

import org.jspecify.annotations.NullMarked;
