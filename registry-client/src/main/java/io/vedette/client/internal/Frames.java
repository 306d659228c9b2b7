package io.vedette.client.internal;

import io.vedette.client.SignalFrame;
import io.vedette.domain.Recorded;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireCursors;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.Resync;
import io.vedette.proto.v1.SubscribeFrame;
import java.util.List;
import java.util.Optional;

/** Frames of a subscription, from the wire. */
final class Frames {

    private Frames() {}

    /** Reads a frame; a kind of frame that this version does not know is passed over. */
    static Optional<SignalFrame> read(SubscribeFrame frame) {
        return Optional.ofNullable(
                switch (frame.getFrameCase()) {
                    case SUBSCRIBED ->
                        new SignalFrame.Subscribed(
                                WireCursors.cursor(frame.getSubscribed().getCursor()));
                    case SIGNALS ->
                        new SignalFrame.Changed(
                                frame.getSignals().getHeadsList().stream()
                                        .map(WireCursors::head)
                                        .toList(),
                                WireCursors.cursor(frame.getSignals().getCursor()));
                    case EVENTS -> new SignalFrame.Events(events(frame.getEvents()));
                    case CAUGHT_UP ->
                        new SignalFrame.CaughtUp(
                                WireCursors.cursor(frame.getCaughtUp().getCursor()));
                    case PROGRESS ->
                        new SignalFrame.Progress(
                                WireCursors.cursor(frame.getProgress().getCursor()));
                    case FELL_BEHIND ->
                        new SignalFrame.FellBehind(frame.getFellBehind().getBehind());
                    case RESYNC -> resync(frame.getResync());
                    case FRAME_NOT_SET -> null;
                });
    }

    /** Reads events. */
    static List<Recorded> events(ReadBatch batch) {
        return batch.getEventsList().stream().map(EventCodec::fromProto).toList();
    }

    private static SignalFrame resync(Resync resync) {
        SignalFrame.Reason reason = switch (resync.getReason()) {
            case OTHER_STORE -> SignalFrame.Reason.OTHER_STORE;
            case HISTORY_DIVERGED -> SignalFrame.Reason.HISTORY_DIVERGED;
            case COMPACTED -> SignalFrame.Reason.COMPACTED;
            case REASON_UNSPECIFIED, UNRECOGNIZED -> SignalFrame.Reason.UNKNOWN;
        };
        return new SignalFrame.Resync(reason, resync.getMessage());
    }
}
