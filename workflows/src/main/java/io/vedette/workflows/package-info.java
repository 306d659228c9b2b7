/**
 * Workflows: work that several parties do together, each defined once, as data. Who writes a kind begins with {@link
 * io.vedette.workflows.WorkflowDefinition}; who runs or shows one, with {@link io.vedette.workflows.WorkflowView}.
 */
@NullMarked
package io.vedette.workflows;

import org.jspecify.annotations.NullMarked;
