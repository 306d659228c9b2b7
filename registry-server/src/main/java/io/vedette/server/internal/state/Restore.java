package io.vedette.server.internal.state;

import io.vedette.domain.EventId;
import io.vedette.domain.WorkflowId;

/**
 * A change of tier that failed was given up; its repository is to be told.
 *
 * @param workflow the workflow that failed
 * @param cause the event by which its registry gave it up
 */
public record Restore(WorkflowId workflow, EventId cause) {}
