package io.vedette.observer;

import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;

/**
 * What {@link Initializer#moveRepo} shall do.
 *
 * @param repo the repository
 * @param workflow the move
 * @param oldHostPath the directory that it leaves
 * @param oldShadow the shadow that it leaves
 * @param newHostPath the directory where it shall be
 * @param cause the effect's key
 */
public record MoveOrder(
        RepoId repo,
        WorkflowId workflow,
        HostPath oldHostPath,
        HostPath oldShadow,
        HostPath newHostPath,
        Cause cause) {}
