/**
 * History files: events, and controls of a replay, one a line as JSON. {@link io.vedette.testkit.history.HistoryFile} reads
 * and checks them, {@link io.vedette.testkit.history.HistoryWriter} writes them. No test framework is needed here.
 */
@NullMarked
package io.vedette.testkit.history;

import org.jspecify.annotations.NullMarked;
