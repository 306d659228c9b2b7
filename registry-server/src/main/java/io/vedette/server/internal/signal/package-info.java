/** Subscriptions: each follower is a cursor, never a queue. */
@NullMarked
package io.vedette.server.internal.signal;

import org.jspecify.annotations.NullMarked;
