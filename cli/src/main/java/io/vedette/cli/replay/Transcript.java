package io.vedette.cli.replay;

import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.Names;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.CallRow;
import io.vedette.testkit.replay.Origins;
import io.vedette.testkit.replay.Outcome;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls of a replay, those of each repository by themselves, in order. */
final class Transcript implements CallListener {

    private static final Outcome OPEN = new Outcome(Outcome.Kind.OPEN, "did not end");

    private final Names names;
    private final boolean results;
    private final Origins origins = new Origins();
    private final Map<String, List<CallRow>> rows = new LinkedHashMap<>();
    private final Map<Call, Integer> underWay = new IdentityHashMap<>();
    private long calls;

    /**
     * A transcript of nothing so far.
     *
     * @param results whether it has what calls returned
     */
    Transcript(Names names, boolean results) {
        this.names = names;
        this.results = results;
    }

    @Override
    public void arrived(HistoryLine.Occurred line, EventId id) {
        origins.add(line, id);
    }

    @Override
    public void called(Call call) {
        calls++;
        CallRow row = CallRow.of(call, origins.of(call), names);
        List<CallRow> ofRepo = rows.computeIfAbsent(row.repo(), repo -> new ArrayList<>(4));
        if (results) {
            underWay.put(call, ofRepo.size());
        }
        ofRepo.add(results ? row.ended(OPEN) : row);
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        Integer at = underWay.remove(call);
        if (at != null) {
            List<CallRow> ofRepo = rows.getOrDefault(CallRow.repo(call.repo(), names), List.of());
            ofRepo.set(at, ofRepo.get(at).ended(outcome));
        }
    }

    /** By repository, in the order of their first calls. */
    Map<String, List<CallRow>> rows() {
        return rows;
    }

    /** The events that calls were made for. */
    Origins origins() {
        return origins;
    }

    /** How many calls. */
    long calls() {
        return calls;
    }
}
