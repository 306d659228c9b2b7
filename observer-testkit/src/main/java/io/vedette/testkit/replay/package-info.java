/**
 * Replays of histories: an observer follows a stand-in registry that has only what a history file says, in virtual time,
 * and each call that it makes is recorded and compared. Begin with {@link io.vedette.testkit.replay.HistoryReplay}. No test
 * framework is needed here.
 */
@NullMarked
package io.vedette.testkit.replay;

import org.jspecify.annotations.NullMarked;
