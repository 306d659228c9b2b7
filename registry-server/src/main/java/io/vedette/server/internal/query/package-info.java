/** The present state for people and programs that look at it. */
@NullMarked
package io.vedette.server.internal.query;

import org.jspecify.annotations.NullMarked;
