/**
 * Lets a process die at a place in its code that was chosen beforehand: {@link io.vedette.testkit.kill.Kill} says where and
 * gives the options to start a Java machine with. The code itself knows nothing of it. Needs Byte Buddy on the class path.
 */
@NullMarked
package io.vedette.testkit.kill;

import org.jspecify.annotations.NullMarked;
