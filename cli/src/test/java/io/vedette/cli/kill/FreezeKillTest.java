package io.vedette.cli.kill;

import org.junit.jupiter.api.Test;

/** A repository is frozen and unfrozen. */
class FreezeKillTest extends WorkflowKills {

    @Test
    void aFreezeAndAnUnfreezeGoOnAfterAKillAtEveryStep() throws Exception {
        killAtEachStepOf(Deed.FREEZE, Deed.UNFREEZE, Deed.ABORTED_FREEZE, Deed.ABORTED_UNFREEZE);
    }
}
