package io.vedette.cli.kill;

import org.junit.jupiter.api.Test;

/** A repository moves between two observers. */
class MoveKillTest extends WorkflowKills {

    @Test
    void aMoveGoesOnAfterAKillAtEveryStep() throws Exception {
        killAtEachStepOf(Deed.MOVE, Deed.ABORTED_MOVE, Deed.DISCARDED_MOVE);
    }
}
