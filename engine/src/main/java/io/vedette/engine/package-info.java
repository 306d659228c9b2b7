/**
 * The lazy engine: one broadcast stream of signals wakes many activities, each of which costs something only while it
 * has news. Start with {@link io.vedette.engine.LazyEngine}; implement {@link io.vedette.engine.Activity}.
 */
@NullMarked
package io.vedette.engine;

import org.jspecify.annotations.NullMarked;
