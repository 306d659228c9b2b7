package io.vedette.client.internal;

import io.grpc.Status;
import io.vedette.domain.Recorded;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.OpenRead;
import io.vedette.proto.v1.ReadFailure;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One stream that many reads share.
 *
 * <p>Credit bounds what is on its way: the server is given a window at the start, and again what has arrived, whenever
 * half a window has. Nothing that arrives can be in the way of others, since a part is asked for only by a reader that
 * has room for all of it; so credit need not wait until events were used, and a reader that stands still holds none.
 *
 * <p>At most {@link #MOST_OPEN} parts are asked for at a time, the others wait in line here. A part on which nothing
 * arrives within the patience fails alone. Without a part the stream ends after the idle time.
 */
final class ReadStream {

    /** Servers refuse more than a thousand. */
    static final int MOST_OPEN = 500;

    private final GrpcCalls calls;
    private final Scheduler clock;
    private final int window;
    private final Duration patience;
    private final Duration idle;
    private final Consumer<Broken> onBroken;
    private final Disposable.Composite running = Disposables.composite();
    private final Sinks.Many<ReadManyRequest> requests = Sinks.many().unicast().onBackpressureBuffer();

    private final Map<Long, Page> open = new HashMap<>();
    private final ArrayDeque<Page> waiting = new ArrayDeque<>();
    private boolean ended;
    private long lastNumber;
    private int owed;
    private long usedAt;

    /** The stream is gone, and these parts were not read to their end. */
    record Broken(Throwable error, List<Page> pages) {}

    ReadStream(
            GrpcCalls calls, Scheduler clock, int window, Duration patience, Duration idle, Consumer<Broken> onBroken) {
        this.calls = calls;
        this.clock = clock;
        this.window = window;
        this.patience = patience;
        this.idle = idle;
        this.onBroken = onBroken;
        usedAt = now();
        requests.tryEmitNext(ReadManyRequest.newBuilder().setCredit(window).build());
    }

    /** Begins the call. */
    void connect() {
        long tick = Math.max(1, Math.min(patience.toNanos(), idle.toNanos()) / 4);
        running.add(clock.schedulePeriodically(this::look, tick, tick, TimeUnit.NANOSECONDS));
        running.add(calls.exchange(JournalServiceGrpc.getReadManyMethod(), requests.asFlux())
                .subscribe(this::onReply, this::end, this::onServerEnd));
    }

    /** Takes a part; false if this stream is over. */
    synchronized boolean offer(Page page) {
        if (ended) {
            return false;
        }
        page.stream = this;
        usedAt = now();
        if (open.size() < MOST_OPEN) {
            send(page);
        } else {
            waiting.add(page);
        }
        return true;
    }

    private void send(Page page) {
        page.number = ++lastNumber;
        page.movedAt = now();
        open.put(page.number, page);
        requests.tryEmitNext(ReadManyRequest.newBuilder()
                .setOpen(OpenRead.newBuilder().setRead(page.number).setRequest(page.request))
                .build());
    }

    /** Whether the part was still to be read; if not, somebody else says how it ended. */
    private synchronized boolean cancel(Page page) {
        if (waiting.remove(page)) {
            return true;
        }
        if (!open.remove(page.number, page)) {
            return false;
        }
        requests.tryEmitNext(ReadManyRequest.newBuilder().setCancel(page.number).build());
        sendNext();
        return true;
    }

    private void sendNext() {
        usedAt = now();
        Page next = waiting.poll();
        if (next != null) {
            send(next);
        }
    }

    private void onReply(ReadManyReply reply) {
        switch (reply.getReplyCase()) {
            case BATCH -> {
                Page page = received(reply.getRead(), reply.getBatch().getEventsCount());
                if (page != null) {
                    deliver(page, reply);
                }
            }
            case END -> {
                Page page = finished(reply.getRead());
                if (page != null) {
                    page.reader.onEnd();
                }
            }
            case FAILURE -> {
                Page page = finished(reply.getRead());
                if (page != null) {
                    page.fail(errorOf(reply.getFailure()));
                }
            }
            case REPLY_NOT_SET -> {}
        }
    }

    private void deliver(Page page, ReadManyReply reply) {
        List<Recorded> events;
        try {
            events = Frames.events(reply.getBatch());
        } catch (IllegalArgumentException unreadable) {
            if (cancel(page)) {
                page.fail(unreadable);
            }
            return;
        }
        page.reader.onEvents(events);
    }

    private synchronized @Nullable Page received(long number, int events) {
        owed += events;
        if (owed >= window / 2) {
            requests.tryEmitNext(ReadManyRequest.newBuilder().setCredit(owed).build());
            owed = 0;
        }
        Page page = open.get(number);
        if (page != null) {
            page.movedAt = now();
        }
        return page;
    }

    private synchronized @Nullable Page finished(long number) {
        Page page = open.remove(number);
        if (page != null) {
            sendNext();
        }
        return page;
    }

    private static Throwable errorOf(ReadFailure failure) {
        return Status.fromCodeValue(failure.getCode())
                .withDescription(failure.getMessage())
                .asRuntimeException();
    }

    private void onServerEnd() {
        end(Status.UNAVAILABLE.withDescription("the registry ended the stream").asRuntimeException());
    }

    private void end(Throwable error) {
        List<Page> left = new ArrayList<>();
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            left.addAll(open.values());
            left.addAll(waiting);
            open.clear();
            waiting.clear();
        }
        running.dispose();
        onBroken.accept(new Broken(error, left));
    }

    private void look() {
        List<Page> stuck = new ArrayList<>();
        synchronized (this) {
            if (open.isEmpty() && now() - usedAt >= idle.toNanos()) {
                ended = true;
            }
            for (Page page : open.values()) {
                if (now() - page.movedAt >= patience.toNanos()) {
                    stuck.add(page);
                }
            }
            stuck.forEach(this::cancel); // here, so that a reply that comes now finds none of them
        }
        if (isEnded()) {
            running.dispose();
        }
        for (Page page : stuck) {
            page.fail(OpenCall.silentFor(patience));
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private long now() {
        return clock.now(TimeUnit.NANOSECONDS);
    }

    /** A part that was asked for. */
    static final class Page implements Disposable {
        private final ReadRequest request;
        private final Pages.Reader reader;
        private final Disposable.Swap elsewhere = Disposables.swap();
        private volatile @Nullable ReadStream stream;
        private long number;
        private long movedAt;

        Page(ReadRequest request, Pages.Reader reader) {
            this.request = request;
            this.reader = reader;
        }

        @Override
        public void dispose() {
            ReadStream on = stream;
            if (on != null) {
                on.cancel(this);
            }
            elsewhere.dispose();
        }

        void moveTo(Pages pages) {
            if (!elsewhere.isDisposed()) {
                elsewhere.update(pages.open(request, reader));
            }
        }

        void fail(Throwable error) {
            reader.onError(error);
        }
    }
}
