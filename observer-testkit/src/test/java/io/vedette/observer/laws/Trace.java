package io.vedette.observer.laws;

import io.vedette.domain.RepoId;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.HistoryReplay;
import io.vedette.testkit.replay.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay did, in its order.
 *
 * @param calls the calls and commands
 * @param outcomes how each ended
 */
record Trace(List<Call> calls, List<String> outcomes) {

    static Trace of(HistoryFile file, Setting setting, @Nullable Long seed) {
        Trace trace = new Trace(new ArrayList<>(), new ArrayList<>());
        HistoryReplay replay = HistoryReplay.of(file)
                .registry(Plausible.REGISTRY)
                .prefixes(setting.prefixes().toArray(String[]::new))
                .observer(setting::apply)
                .listener(new CallListener() {
                    @Override
                    public void called(Call call) {
                        trace.calls.add(call);
                    }

                    @Override
                    public void ended(Call call, Outcome outcome) {
                        trace.outcomes.add(call.name() + " " + call.repo() + " " + outcome);
                    }
                });
        (seed == null ? replay : replay.seed(seed)).run();
        return trace;
    }

    /** The names of the calls for a repository. */
    List<String> names(RepoId repo) {
        return calls.stream()
                .filter(call -> repo.equals(call.repo()))
                .map(call -> call.name().text())
                .toList();
    }
}
