package io.vedette.server.internal.signal;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.vedette.domain.Cursor;
import io.vedette.domain.Start;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.server.internal.feed.CommitRing;
import io.vedette.server.internal.feed.Stored;
import io.vedette.server.internal.grpc.Serial;
import io.vedette.server.internal.grpc.Statuses;
import io.vedette.server.storage.Resumption;
import io.vedette.server.storage.StorageBackend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * One follower: a cursor, and the frames of the page or batch that it is in the middle of. It has no queue of what
 * happens: woken, it takes what follows its cursor from the ring, or from the store where the ring no longer has it.
 * While the client does not read, all wake-ups merge into one.
 *
 * <p>Everything but {@link #wake}, {@link #tick}, {@link #end} and {@link #cancel} happens in {@link #step}.
 */
final class Subscription implements Serial.Steps {

    /** At most so many events are looked at for one frame. */
    static final int BATCH = 1024;

    private final long number;
    private final ServerCallStreamObserver<SubscribeFrame> call;
    private final Carriage carriage;
    private final Scope scope;
    private final Start start;
    private final StorageBackend storage;
    private final CommitRing ring;
    private final Serial serial;

    private final Disposable.Swap fetch = Disposables.swap();
    private final ArrayDeque<SubscribeFrame> frames = new ArrayDeque<>();
    private volatile boolean progressDue;
    private volatile @Nullable StatusRuntimeException ending;
    private volatile Carriage.@Nullable Page page;
    private @Nullable Cursor cursor;
    private boolean live;
    private boolean caughtUp;
    private boolean fetching;

    Subscription(
            long number,
            ServerCallStreamObserver<SubscribeFrame> call,
            Carriage carriage,
            Scope scope,
            Start start,
            StorageBackend storage,
            CommitRing ring,
            Executor executor) {
        this.number = number;
        this.call = call;
        this.carriage = carriage;
        this.scope = scope;
        this.start = start;
        this.storage = storage;
        this.ring = ring;
        this.serial = new Serial(executor, this);
    }

    /** Grows from one follower to the next. */
    long number() {
        return number;
    }

    /** There may be something to do. */
    void wake() {
        serial.wake();
    }

    /** It is time for a sign of life. */
    void tick() {
        progressDue = true;
        wake();
    }

    /** Ends the stream with a status. */
    void end(StatusRuntimeException status) {
        ending = status;
        wake();
    }

    /** The client is gone. */
    void cancel() {
        serial.stop();
        fetch.dispose();
    }

    @Override
    public void broken(Throwable error) {
        finish(Statuses.of(error));
    }

    @Override
    public boolean step() {
        StatusRuntimeException status = ending;
        if (status != null) {
            finish(status);
            return false;
        }
        if (!call.isReady()) {
            return false;
        }
        SubscribeFrame frame = frames.poll();
        if (frame != null) {
            call.onNext(frame);
            return true;
        }
        Cursor at = cursor;
        if (at == null) {
            cursor = open();
            return true;
        }
        if (progressDue) {
            progressDue = false;
            call.onNext(Frames.progress(at));
            return true;
        }
        return live ? stepLive(at) : stepStored(at);
    }

    private Cursor open() {
        // Not the ring's end, which may not have reached yet what was acknowledged a moment ago.
        Cursor end = storage.end();
        frames.add(Frames.subscribed(end));
        Cursor beginning = new Cursor(end.store(), end.incarnation(), 0, null);
        if (start instanceof Start.Now) {
            return end;
        }
        if (start instanceof Start.After after) {
            Resumption resumption = storage.check(after.cursor());
            if (resumption == Resumption.POSSIBLE) {
                return after.cursor();
            }
            frames.add(Frames.resync(resumption));
        }
        return beginning;
    }

    private boolean stepStored(Cursor at) {
        Carriage.Page taken = page;
        if (taken != null) {
            page = null;
            fetching = false;
            frames.addAll(taken.frames());
            cursor = taken.reached();
            live = taken.last();
            if (live && !caughtUp) {
                caughtUp = true;
                frames.add(Frames.caughtUp(taken.reached()));
            }
            return true;
        }
        if (fetching) {
            return false;
        }
        fetching = true;
        fetch.update(carriage.stored(at, ring.end()).subscribe(this::fetched, error -> end(Statuses.of(error))));
        return true;
    }

    private void fetched(Carriage.Page next) {
        page = next;
        wake();
    }

    private boolean stepLive(Cursor at) {
        Cursor end = ring.end();
        if (end.position() <= at.position()) {
            return false;
        }
        List<Stored> news = new ArrayList<>();
        Stored last = null;
        long limit = Math.min(end.position(), at.position() + BATCH);
        for (long position = at.position() + 1; position <= limit; position++) {
            Stored stored = ring.at(position);
            if (stored == null) {
                break;
            }
            last = stored;
            if (scope.contains(stored)) {
                news.add(stored);
            }
        }
        if (last == null) {
            frames.add(Frames.fellBehind(end.position() - at.position()));
            live = false;
            return true;
        }
        Cursor reached = new Cursor(
                end.store(), end.incarnation(), last.position(), last.recorded().id());
        cursor = reached;
        if (!news.isEmpty()) {
            frames.addAll(carriage.recent(news, reached));
        }
        return true;
    }

    private void finish(StatusRuntimeException status) {
        if (!serial.isOver()) {
            serial.stop();
            fetch.dispose();
            call.onError(status);
        }
    }
}
