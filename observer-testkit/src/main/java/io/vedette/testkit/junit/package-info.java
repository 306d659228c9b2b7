/** History files as tests of JUnit Jupiter: {@link io.vedette.testkit.junit.Replay}. */
@NullMarked
package io.vedette.testkit.junit;

import org.jspecify.annotations.NullMarked;
