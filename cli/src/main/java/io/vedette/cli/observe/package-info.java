/** The observer with the git-shadow file server as a process. */
@NullMarked
package io.vedette.cli.observe;

import org.jspecify.annotations.NullMarked;
