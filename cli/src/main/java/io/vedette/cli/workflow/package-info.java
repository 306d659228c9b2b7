/** Commands that begin, confirm and end workflows, and follow them. */
@NullMarked
package io.vedette.cli.workflow;

import org.jspecify.annotations.NullMarked;
