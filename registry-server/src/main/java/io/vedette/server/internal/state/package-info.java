/** Aggregates folded from their histories, for decisions, queries and filters. */
@NullMarked
package io.vedette.server.internal.state;

import org.jspecify.annotations.NullMarked;
