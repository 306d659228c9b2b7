/**
 * A registry that stands in for a real one in tests and replays: in memory, in {@linkplain
 * io.vedette.testkit.standin.VirtualTime virtual time}, on one thread, and as faulty as it is told to be. Begin with
 * {@link io.vedette.testkit.standin.StandInRegistry}.
 */
@NullMarked
package io.vedette.testkit.standin;

import org.jspecify.annotations.NullMarked;
