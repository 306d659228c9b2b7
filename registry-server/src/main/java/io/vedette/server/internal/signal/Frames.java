package io.vedette.server.internal.signal;

import io.vedette.domain.Cursor;
import io.vedette.domain.codec.WireCursors;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.CaughtUp;
import io.vedette.proto.v1.FellBehind;
import io.vedette.proto.v1.Head;
import io.vedette.proto.v1.Progress;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.Resync;
import io.vedette.proto.v1.Signals;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.proto.v1.Subscribed;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.Resumption;
import java.util.List;

/** The frames of a subscription on the wire. */
final class Frames {

    private Frames() {}

    static SubscribeFrame subscribed(Cursor cursor) {
        return SubscribeFrame.newBuilder()
                .setSubscribed(Subscribed.newBuilder().setCursor(WireCursors.cursor(cursor)))
                .build();
    }

    static SubscribeFrame caughtUp(Cursor cursor) {
        return SubscribeFrame.newBuilder()
                .setCaughtUp(CaughtUp.newBuilder().setCursor(WireCursors.cursor(cursor)))
                .build();
    }

    static SubscribeFrame progress(Cursor cursor) {
        return SubscribeFrame.newBuilder()
                .setProgress(Progress.newBuilder().setCursor(WireCursors.cursor(cursor)))
                .build();
    }

    static SubscribeFrame fellBehind(long behind) {
        return SubscribeFrame.newBuilder()
                .setFellBehind(FellBehind.newBuilder().setBehind(behind))
                .build();
    }

    static SubscribeFrame heads(List<HeadRow> rows, Cursor cursor) {
        Signals.Builder signals = Signals.newBuilder().setCursor(WireCursors.cursor(cursor));
        rows.forEach(row -> signals.addHeads(Head.newBuilder()
                .setAggregate(WireIds.ref(row.aggregate()))
                .setEventId(WireIds.bytes(row.eventId()))
                .setVersion(row.version())
                .setPosition(row.position())));
        return SubscribeFrame.newBuilder().setSignals(signals).build();
    }

    static SubscribeFrame signals(Coalescer changed, Cursor cursor) {
        return SubscribeFrame.newBuilder()
                .setSignals(changed.signals().setCursor(WireCursors.cursor(cursor)))
                .build();
    }

    static SubscribeFrame events(ReadBatch batch) {
        return SubscribeFrame.newBuilder().setEvents(batch).build();
    }

    static SubscribeFrame resync(Resumption why) {
        Resync.Builder resync = Resync.newBuilder();
        switch (why) {
            case OTHER_STORE ->
                resync.setReason(Resync.Reason.OTHER_STORE).setMessage("the cursor belongs to another store");
            case HISTORY_DIVERGED ->
                resync.setReason(Resync.Reason.HISTORY_DIVERGED)
                        .setMessage("the store was restored and its history differs from what the cursor saw");
            case COMPACTED ->
                resync.setReason(Resync.Reason.COMPACTED).setMessage("the events after the cursor were trimmed");
            case POSSIBLE -> throw new IllegalArgumentException("nothing to resync");
        }
        return SubscribeFrame.newBuilder().setResync(resync).build();
    }
}
