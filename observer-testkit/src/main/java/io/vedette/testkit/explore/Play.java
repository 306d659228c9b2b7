package io.vedette.testkit.explore;

import io.vedette.domain.Command;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.WorkflowDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is explored.
 *
 * @param begin by which an administrator begins the workflow
 * @param other by which somebody would begin something else with the repository; null if that makes no sense
 * @param lastAbortable the type of the event after which it cannot be aborted; null if that is not checked
 * @param outside phases that need not be reached
 * @param strangers commands that must change nothing at any time
 */
record Play(
        WorkflowDefinition<?, ?> definition,
        WorkflowId workflow,
        Command begin,
        @Nullable RegistryCommand other,
        @Nullable String lastAbortable,
        List<String> outside,
        List<Command> strangers,
        List<Watcher> observers,
        Site site,
        int crashes,
        int copies) {}
