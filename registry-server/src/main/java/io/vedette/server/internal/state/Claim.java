package io.vedette.server.internal.state;

import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;

/**
 * A registry has begun something with a repository in the name of a workflow.
 *
 * @param registry which registry
 * @param repo with which repository
 */
public record Claim(RegistryId registry, RepoId repo) {}
