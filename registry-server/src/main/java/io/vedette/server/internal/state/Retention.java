package io.vedette.server.internal.state;

import io.vedette.workflows.WorkflowKinds;
import java.time.Duration;

/**
 * Which workflows are kept folded.
 *
 * @param kinds the kinds that are known
 * @param ended for so long those that have ended, in log time
 */
public record Retention(WorkflowKinds kinds, Duration ended) {

    /** Those that everybody knows, for a week. */
    public static final Retention STANDARD = new Retention(WorkflowKinds.builtIn(), Duration.ofDays(7));
}
