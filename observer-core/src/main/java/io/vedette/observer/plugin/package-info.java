/**
 * Plug-ins: an {@link io.vedette.observer.Initializer} or {@link io.vedette.observer.Processor} in a jar of its own. Who
 * writes one begins with {@link io.vedette.observer.plugin.PluginProvider}; a program that loads them, with
 * {@link io.vedette.observer.plugin.Plugins}.
 */
@NullMarked
package io.vedette.observer.plugin;

import org.jspecify.annotations.NullMarked;
