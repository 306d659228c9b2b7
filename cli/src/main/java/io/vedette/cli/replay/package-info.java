/** Replays of history files, alone or with plug-ins, and the comparison of two versions of a plug-in. */
@NullMarked
package io.vedette.cli.replay;

import org.jspecify.annotations.NullMarked;
