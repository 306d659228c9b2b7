/** The engine's pure parts: the table of transitions, the ready queues, the deadlines. Not for use outside the engine. */
@NullMarked
package io.vedette.engine.internal;

import org.jspecify.annotations.NullMarked;
