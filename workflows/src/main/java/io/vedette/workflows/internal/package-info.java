/** How workflows are written and drawn. */
@NullMarked
package io.vedette.workflows.internal;

import org.jspecify.annotations.NullMarked;
