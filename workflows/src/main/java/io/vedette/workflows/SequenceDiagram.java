package io.vedette.workflows;

import io.vedette.domain.Command;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.internal.Play;
import org.jspecify.annotations.Nullable;

/**
 * Draws how a workflow goes from its first command to its end: all parties are asked for their steps, the deciders answer
 * their commands, and what came into the three histories is written down. So a diagram shows what the definition does.
 */
public final class SequenceDiagram {

    private SequenceDiagram() {}

    /**
     * Where a workflow begins.
     *
     * @param kinds with that of the workflow
     * @param workflow the workflow
     * @param registry the registry before it
     * @param repo the repository before it; of one without events where the workflow is about the registry as a whole
     * @param first the command that begins it
     */
    public record Scene(
            WorkflowKinds kinds, WorkflowId workflow, RegistryState registry, RepoView repo, Command first) {}

    /**
     * The text of a Mermaid sequence diagram in which nothing goes wrong, ending with a line feed.
     *
     * @throws IllegalStateException if the workflow does not come to an end
     */
    public static String of(Scene scene) {
        return Play.of(scene, null).text();
    }

    /**
     * The text of a Mermaid sequence diagram in which an administrator aborts the workflow as late as it can be, ending with
     * a line feed; null if the kind cannot be aborted.
     *
     * @throws IllegalStateException if the workflow does not come to an end
     */
    public static @Nullable String ofAbort(Scene scene) {
        String last = Play.of(scene, null).lastToAbortAt();
        return last == null ? null : Play.of(scene, last).text();
    }
}
