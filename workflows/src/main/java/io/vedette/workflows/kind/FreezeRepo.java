package io.vedette.workflows.kind;

import io.vedette.domain.StorageTier;

/** FREEZE_REPO: the files of a repository become read-only. */
public final class FreezeRepo extends TierChange {

    /** The definition. */
    public FreezeRepo() {
        super("FREEZE_REPO", "freeze", "processor.freezeRepo", StorageTier.FREEZING);
    }
}
