package io.vedette.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.Names;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.Outcome;
import io.vedette.testkit.replay.Outcome.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls are said to have failed. */
class FailedCallsTest {

    private final StringWriter err = new StringWriter();
    private final FailedCalls failed = new FailedCalls(new Names(), new PrintWriter(err));

    private void ended(CallName name, Kind kind, String text) {
        failed.ended(new Call(name, null, Map.of(), null), new Outcome(kind, text));
    }

    @Test
    void theKindOfTheEndCountsAndNotItsText() {
        ended(CallName.GET_REPO, Kind.RETURNED, "failed: threw returned null");
        ended(CallName.GET_REPO, Kind.CANCELLED, "failed: it was cancelled");
        ended(CallName.CONFIRM_SHADOW, Kind.FAILED, "refused");
        assertThat(failed.count()).isZero();

        ended(CallName.GET_REPO, Kind.FAILED, "no room");
        ended(CallName.GET_REPO, Kind.THREW, "no place");
        ended(CallName.GET_REPO, Kind.RETURNED_NULL, "nothing");

        assertThat(failed.count()).isEqualTo(3);
        assertThat(err.toString().lines())
                .extracting(line -> line.substring(line.indexOf("getRepo")))
                .containsExactly("getRepo no room", "getRepo no place", "getRepo nothing");
    }
}
