package io.vedette.workflows.kind;

import io.vedette.domain.StorageTier;

/** UNFREEZE_REPO: the files of a frozen repository become writable again. */
public final class UnfreezeRepo extends TierChange {

    /** The definition. */
    public UnfreezeRepo() {
        super("UNFREEZE_REPO", "unfreeze", "processor.unfreezeRepo", StorageTier.UNFREEZING);
    }
}
