package io.vedette.testkit.history;

import io.vedette.testkit.history.HistoryLine.Fail;
import java.util.List;

/** Lines that say less than others of their kind. */
final class SimplerLines {

    private SimplerLines() {}

    static List<HistoryLine> of(HistoryLine line) {
        if (line instanceof Fail fail && fail.times() > 1) {
            return List.of(times(fail, 1), times(fail, fail.times() / 2));
        }
        return List.of();
    }

    private static HistoryLine times(Fail fail, int times) {
        return new Fail(fail.number(), fail.call(), fail.repo(), fail.error(), fail.message(), times);
    }
}
