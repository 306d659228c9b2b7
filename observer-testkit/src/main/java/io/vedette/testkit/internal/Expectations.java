package io.vedette.testkit.internal;

import io.vedette.domain.RepoId;
import io.vedette.testkit.history.ExpectedCall;
import io.vedette.testkit.history.HistoryLine.Expect;
import io.vedette.testkit.replay.Alignment;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the calls since the last question and compares them, those of each repository by themselves. */
final class Expectations implements CallListener {

    private List<Call> since = new ArrayList<>();

    @Override
    public void called(Call call) {
        since.add(call);
    }

    /** Where the calls since the last question are not those of the line. */
    List<Difference> compare(Expect line) {
        return compare(line.number(), false, line.calls());
    }

    /** The calls after the last line that expects any. */
    List<Difference> rest(long lastLine) {
        return compare(lastLine, true, List.of());
    }

    private List<Difference> compare(long line, boolean after, List<ExpectedCall> calls) {
        Map<@Nullable RepoId, Both> byRepo = new LinkedHashMap<>();
        calls.forEach(call ->
                byRepo.computeIfAbsent(call.repo(), repo -> new Both()).expected.add(call));
        since.forEach(call ->
                byRepo.computeIfAbsent(call.repo(), repo -> new Both()).got.add(call));
        since = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        byRepo.forEach((repo, both) -> {
            if (!both.agree()) {
                differences.add(new Difference(line, after, repo, both.expected, both.got));
            }
        });
        return differences;
    }

    private static final class Both {
        private final List<ExpectedCall> expected = new ArrayList<>();
        private final List<Call> got = new ArrayList<>();

        boolean agree() {
            return Alignment.agree(expected, got, (wanted, made) -> made.meets(wanted));
        }
    }
}
