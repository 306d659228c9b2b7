/**
 * Walks every interleaving of the parties of a workflow and shows that it always ends well, or how it does not. Begin with
 * {@link io.vedette.testkit.explore.Explorer}. No test framework is needed here.
 */
@NullMarked
package io.vedette.testkit.explore;

import org.jspecify.annotations.NullMarked;
