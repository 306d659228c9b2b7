package io.vedette.workflows;

import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow is about.
 *
 * @param registry the registry
 * @param repo the repository; null if the workflow is about the registry as a whole, and so for all its observers
 * @param from where the repository was when the workflow began; null without a repository
 * @param to where it shall be, which may be the same place; null without a repository
 */
public record Subject(
        RegistryId registry,
        @Nullable RepoId repo,
        @Nullable Place from,
        @Nullable Place to) {

    /** Checks that it names a registry. */
    public Subject {
        Objects.requireNonNull(registry, "registry");
    }

    /** About a registry as a whole. */
    public static Subject of(RegistryId registry) {
        return new Subject(registry, null, null, null);
    }

    /** About a repository that stays where it is. */
    public static Subject of(RegistryId registry, RepoId repo, Place at) {
        return new Subject(registry, repo, at, at);
    }
}
