package io.vedette.server;

import io.vedette.domain.Cursor;
import io.vedette.domain.Filter;
import io.vedette.domain.Start;
import io.vedette.domain.codec.WireCursors;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.Head;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.proto.v1.SubscribeFrame.FrameCase;
import io.vedette.proto.v1.SubscribeMode;
import io.vedette.proto.v1.SubscribeRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A subscription as a client sees it. */
final class Watcher {

    final ClientStream<SubscribeRequest, SubscribeFrame> stream;

    private Watcher(ClientStream<SubscribeRequest, SubscribeFrame> stream) {
        this.stream = stream;
    }

    static Watcher signals(TestRegistry registry, Start start, Filter filter) {
        return open(registry, start, filter, SubscribeMode.SIGNALS, ClientStream.eager());
    }

    static Watcher open(
            TestRegistry registry,
            Start start,
            Filter filter,
            SubscribeMode mode,
            ClientStream<SubscribeRequest, SubscribeFrame> stream) {
        return open(registry.journalAsync, start, filter, mode, stream);
    }

    static Watcher open(
            JournalServiceGrpc.JournalServiceStub journal,
            Start start,
            Filter filter,
            SubscribeMode mode,
            ClientStream<SubscribeRequest, SubscribeFrame> stream) {
        journal.subscribe(
                SubscribeRequest.newBuilder()
                        .setStart(WireCursors.start(start))
                        .setFilter(WireCursors.filter(filter))
                        .setMode(mode)
                        .build(),
                stream);
        return new Watcher(stream);
    }

    Watcher caughtUp() {
        stream.awaitMessage(SubscribeFrame::hasCaughtUp);
        return this;
    }

    /** The kinds of the frames so far, signs of life left out. */
    List<FrameCase> kinds() {
        return stream.received.stream()
                .map(SubscribeFrame::getFrameCase)
                .filter(kind -> kind != FrameCase.PROGRESS)
                .toList();
    }

    List<Head> heads() {
        return stream.received.stream()
                .filter(SubscribeFrame::hasSignals)
                .flatMap(frame -> frame.getSignals().getHeadsList().stream())
                .toList();
    }

    List<EventEnvelope> events() {
        return stream.received.stream()
                .filter(SubscribeFrame::hasEvents)
                .flatMap(frame -> frame.getEvents().getEventsList().stream())
                .toList();
    }

    /** The newest version that was heard of, by aggregate. */
    Map<UUID, Long> newest() {
        Map<UUID, Long> newest = new HashMap<>();
        heads().forEach(head -> newest.merge(WireIds.uuid(head.getAggregate().getId()), head.getVersion(), Math::max));
        return newest;
    }

    boolean heardOf(UUID id, long version) {
        return newest().getOrDefault(id, 0L) >= version;
    }

    /** Where to resume. */
    Cursor cursor() {
        Cursor cursor = null;
        for (SubscribeFrame frame : stream.received) {
            cursor = switch (frame.getFrameCase()) {
                case SUBSCRIBED -> WireCursors.cursor(frame.getSubscribed().getCursor());
                case SIGNALS -> WireCursors.cursor(frame.getSignals().getCursor());
                case CAUGHT_UP -> WireCursors.cursor(frame.getCaughtUp().getCursor());
                case PROGRESS -> WireCursors.cursor(frame.getProgress().getCursor());
                default -> cursor;
            };
        }
        if (cursor == null) {
            throw new IllegalStateException("no frame yet");
        }
        return cursor;
    }

    void close() {
        stream.cancel();
    }
}
