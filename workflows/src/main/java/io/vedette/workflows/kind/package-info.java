/** The built-in kinds of workflow. */
@NullMarked
package io.vedette.workflows.kind;

import org.jspecify.annotations.NullMarked;
