package io.vedette.cli.kill;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A repository is frozen and unfrozen. */
class FreezeKillTest extends WorkflowKills {

    @Test
    @Timeout(1800)
    void aFreezeAndAnUnfreezeGoOnAfterAKillAtEveryStep() throws Exception {
        killAtEachStepOf(Deed.FREEZE, Deed.UNFREEZE, Deed.ABORTED_FREEZE, Deed.ABORTED_UNFREEZE);
    }
}
