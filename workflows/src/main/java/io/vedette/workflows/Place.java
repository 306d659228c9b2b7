package io.vedette.workflows;

import io.vedette.domain.Host;
import io.vedette.domain.RepoPath;

/**
 * Where a repository is, as far as it matters for who owns it.
 *
 * @param path its path
 * @param host its file server
 */
public record Place(RepoPath path, Host host) {}
