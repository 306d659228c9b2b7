/** Reading histories. */
@NullMarked
package io.vedette.server.internal.journal;

import org.jspecify.annotations.NullMarked;
