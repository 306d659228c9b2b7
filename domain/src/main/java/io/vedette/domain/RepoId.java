package io.vedette.domain;

import java.util.UUID;

/**
 * Identifies a repository. The client chooses it, by default a time-ordered UUIDv7.
 *
 * @param uuid the id
 */
public record RepoId(UUID uuid) {

    /**
     * Reads the canonical form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static RepoId of(String text) {
        return new RepoId(CanonicalUuid.parse(text));
    }

    /** The history of this repository. */
    public AggregateId aggregate() {
        return new AggregateId(AggregateKind.REPO, uuid);
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
