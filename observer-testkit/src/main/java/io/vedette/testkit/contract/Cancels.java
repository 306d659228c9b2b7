package io.vedette.testkit.contract;

import java.util.concurrent.locks.LockSupport;

/** Calls that are cancelled. */
final class Cancels<T> {

    private static final int MOMENTS = 8;
    private static final long LATE_NANOS = 50_000_000;
    private static final String MEND =
            "leave nothing of a cancelled call that the next one takes for finished work, and see that what still runs"
                    + " ends before the next call for this repository begins";

    private final Stage<T> stage;
    private final Deed<T> deed;
    private final Reference reference;

    Cancels(Stage<T> stage, Deed<T> deed) throws Exception {
        this.stage = stage;
        this.deed = deed;
        this.reference = Reference.of(stage, deed);
    }

    void atOnce() throws Exception {
        cancelAfter(0);
        callAgain("called again after it was cancelled at once");
    }

    void underWay() throws Exception {
        for (int moment = 1; moment <= MOMENTS; moment++) {
            cancelAfter(reference.nanos() * moment / (MOMENTS + 1));
            callAgain("called again after it was cancelled at " + moment + "/" + (MOMENTS + 1) + " of its time");
        }
    }

    /** The opposite call comes after it instead; it leaves what it leaves after a call that was not cancelled. */
    void undoneBy(Deed<T> opposite) throws Exception {
        Reference undone = Reference.of(stage, opposite);
        for (int moment = 0; moment <= MOMENTS; moment++) {
            cancelAfter(reference.nanos() * moment / (MOMENTS + 1));
            Object seen = stage.succeed(opposite, stage.first(), 1);
            compare(
                    undone,
                    opposite,
                    "called after " + deed.call() + " was cancelled at " + moment + "/" + (MOMENTS + 1)
                            + " of its time",
                    seen);
        }
    }

    private void cancelAfter(long nanos) throws Exception {
        stage.begin();
        stage.lead(deed, stage.first());
        Heard heard = stage.start(deed, stage.first(), 1);
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
        stage.cancel(deed, heard);
    }

    private void callAgain(String situation) throws Exception {
        compare(reference, deed, situation, stage.succeed(deed, stage.first(), 1));
    }

    /** Also a little later: what was cancelled may still be at work. */
    private void compare(Reference expected, Deed<T> last, String situation, Object seen) throws Exception {
        expected.isWhat(last, situation, seen, stage.state(), MEND);
        LockSupport.parkNanos(LATE_NANOS);
        expected.isLeft(last.call(), situation + ", a little later", stage.state(), MEND);
    }
}
