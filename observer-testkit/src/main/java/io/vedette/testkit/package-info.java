/**
 * Tests of what an observer does with a history, and of implementors. Begin with {@link
 * io.vedette.testkit.ObserverFixture} for a test in code, with {@link io.vedette.testkit.junit.Replay} for one that is a
 * history file, and with the contracts for an implementor by itself.
 */
@NullMarked
package io.vedette.testkit;

import org.jspecify.annotations.NullMarked;
