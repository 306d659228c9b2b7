package io.vedette.server.internal.signal;

import static java.util.Comparator.comparingLong;

import io.grpc.stub.ServerCallStreamObserver;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.SubscribeFrame;
import io.vedette.proto.v1.SubscribeMode;
import io.vedette.server.internal.feed.CommitRing;
import io.vedette.server.internal.feed.FeedListener;
import io.vedette.server.internal.grpc.Statuses;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.storage.StorageBackend;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Wakes followers when something was stored. What they all read is one ring, so a follower that is slow, or a million
 * events, cost no more memory than that ring, and nobody waits for anybody.
 */
public final class SignalHub implements FeedListener {

    /** At most so many follow at a time. */
    static final int FOLLOWERS = 10_000;

    private final StorageBackend storage;
    private final Folded folded;
    private final CommitRing ring;
    private final Executor executor;
    private final AtomicLong numbers = new AtomicLong();
    // By their age, which is fair, and the same each time.
    private final Set<Subscription> followers = new ConcurrentSkipListSet<>(comparingLong(Subscription::number));
    private volatile boolean closed;

    /** Followers run on the executor. */
    public SignalHub(StorageBackend storage, Folded folded, CommitRing ring, Executor executor) {
        this.storage = storage;
        this.folded = folded;
        this.ring = ring;
        this.executor = executor;
    }

    /** Lets a client follow until its call ends. */
    public void follow(Start start, Filter filter, SubscribeMode mode, ServerCallStreamObserver<SubscribeFrame> call) {
        Scope scope = new Scope(filter, folded);
        Carriage carriage = mode == SubscribeMode.EVENTS ? new ByEvents(storage, scope) : new ByHeads(storage, scope);
        Subscription follower =
                new Subscription(numbers.incrementAndGet(), call, carriage, scope, start, storage, ring, executor);
        followers.add(follower);
        call.setOnReadyHandler(follower::wake);
        call.setOnCloseHandler(() -> followers.remove(follower));
        call.setOnCancelHandler(() -> {
            followers.remove(follower);
            follower.cancel();
        });
        if (closed) {
            followers.remove(follower);
            follower.end(Statuses.stopping());
        } else if (followers.size() > FOLLOWERS) {
            followers.remove(follower);
            follower.end(Statuses.of(new Refusal(
                    Refusal.Code.UNAVAILABLE, "more than " + FOLLOWERS + " subscriptions are open", Map.of())));
        }
        follower.wake();
    }

    @Override
    public void stored(List<Recorded> events) {
        followers.forEach(Subscription::wake);
    }

    @Override
    public void missed(List<RegistryId> registries, List<WorkflowId> workflows) {
        followers.forEach(Subscription::wake);
    }

    /** Makes each follower send a sign of life. */
    public void tick() {
        followers.forEach(Subscription::tick);
    }

    /** How many follow. */
    public int size() {
        return followers.size();
    }

    /** Ends all subscriptions. */
    public void close() {
        closed = true;
        followers.forEach(follower -> follower.end(Statuses.stopping()));
    }
}
