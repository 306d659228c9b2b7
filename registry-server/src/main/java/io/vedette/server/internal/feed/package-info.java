/** What was stored, in order: folded, kept for a while, told to those who follow. */
@NullMarked
package io.vedette.server.internal.feed;

import org.jspecify.annotations.NullMarked;
