/** The registry server as a process. */
@NullMarked
package io.vedette.cli.serve;

import org.jspecify.annotations.NullMarked;
