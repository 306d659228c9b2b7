package io.vedette.testkit.contract;

import io.vedette.domain.RepoId;
import io.vedette.observer.RepoInfo;
import java.util.Map;

/**
 * What a call gives and leaves when nothing disturbs it.
 *
 * @param value its result
 * @param state the state afterwards
 * @param known the repositories as they are then known
 * @param nanos how long the call took
 */
record Reference(Object value, Map<String, String> state, Map<RepoId, RepoInfo> known, long nanos) {

    private static final String IDEMPOTENT =
            "make it idempotent: find what an earlier call for this repository left, and bring it to what the cause says";

    static <T> Reference of(Stage<T> stage, Deed<T> deed) throws Exception {
        stage.begin();
        stage.lead(deed, stage.first());
        long start = System.nanoTime();
        Object value = stage.succeed(deed, stage.first(), 1);
        long nanos = System.nanoTime() - start;
        return new Reference(value, stage.state(), stage.known(), nanos);
    }

    /** Compares with what a call gave and left that came again. */
    <T> void isWhat(Deed<T> deed, String situation, Object seen, Map<String, String> left) {
        isWhat(deed, situation, seen, left, IDEMPOTENT);
    }

    <T> void isWhat(Deed<T> deed, String situation, Object seen, Map<String, String> left, String mend) {
        if (!value.equals(seen)) {
            throw new Broken(
                    deed.call(), situation + ", gave another result:\n  expected " + value + "\n  was " + seen, mend);
        }
        isLeft(deed.call(), situation, left, mend);
    }

    /** Compares with what was left. */
    void isLeft(String call, String situation, Map<String, String> left, String mend) {
        String difference = Facts.difference(state, left);
        if (!difference.isEmpty()) {
            throw new Broken(call, situation + ", left another state than one undisturbed call:" + difference, mend);
        }
    }
}
