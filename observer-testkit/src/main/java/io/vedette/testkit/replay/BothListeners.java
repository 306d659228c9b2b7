package io.vedette.testkit.replay;

import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryLine;

/** Tells two listeners, one after the other. */
record BothListeners(CallListener first, CallListener second) implements CallListener {

    @Override
    public void arrived(HistoryLine.Occurred line, EventId id) {
        first.arrived(line, id);
        second.arrived(line, id);
    }

    @Override
    public void called(Call call) {
        first.called(call);
        second.called(call);
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        first.ended(call, outcome);
        second.ended(call, outcome);
    }
}
