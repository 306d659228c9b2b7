package io.vedette.cli.kill;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A repository moves between two observers. */
class MoveKillTest extends WorkflowKills {

    @Test
    @Timeout(1800)
    void aMoveGoesOnAfterAKillAtEveryStep() throws Exception {
        killAtEachStepOf(Deed.MOVE, Deed.ABORTED_MOVE, Deed.DISCARDED_MOVE);
    }
}
