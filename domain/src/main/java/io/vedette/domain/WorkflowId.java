package io.vedette.domain;

import java.util.UUID;

/**
 * Identifies a workflow. The client chooses it, by default a time-ordered UUIDv7.
 *
 * @param uuid the id
 */
public record WorkflowId(UUID uuid) {

    /**
     * Reads the canonical form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static WorkflowId of(String text) {
        return new WorkflowId(CanonicalUuid.parse(text));
    }

    /** The history of this workflow. */
    public AggregateId aggregate() {
        return new AggregateId(AggregateKind.WORKFLOW, uuid);
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
