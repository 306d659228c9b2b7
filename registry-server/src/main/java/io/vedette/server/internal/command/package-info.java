/** Commands: one serial place for each aggregate, validate, commit, then fold. */
@NullMarked
package io.vedette.server.internal.command;

import org.jspecify.annotations.NullMarked;
