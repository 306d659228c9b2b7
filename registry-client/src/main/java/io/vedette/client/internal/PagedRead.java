package io.vedette.client.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Recorded;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ReadRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Operators;

/**
 * Reads one history in parts, as demand comes. A part is asked for when there is demand and nothing is in hand, and is
 * as large as the demand within bounds; so a reader that stands still holds at most one small part, and nothing of the
 * stream that it shares with others. A part that came back full is followed by another one; one that did not was the
 * last.
 */
final class PagedRead implements Subscription, Pages.Reader {

    /** However small the demand is, so many events are asked for, to save round trips. */
    static final int SMALLEST = 128;

    /** However large the demand is, no more events are asked for at a time, so that others have their turn. */
    static final int LARGEST = 1024;

    private final Pages pages;
    private final AggregateId aggregate;
    private final CoreSubscriber<? super Recorded> actual;
    private final Counters counters;
    private final Queue<Recorded> inHand = new ConcurrentLinkedQueue<>();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();
    private final Disposable.Swap page = Disposables.swap();

    private volatile long tail;
    private volatile int limit;
    private volatile int received;
    private volatile boolean asked;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    PagedRead(
            Pages pages,
            AggregateId aggregate,
            long afterVersion,
            CoreSubscriber<? super Recorded> actual,
            Counters counters) {
        this.pages = pages;
        this.aggregate = aggregate;
        this.tail = afterVersion;
        this.actual = actual;
        this.counters = counters;
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            demand.getAndUpdate(before -> Operators.addCap(before, n));
            drain();
        }
    }

    @Override
    public void cancel() {
        over = true;
        drain();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // parts of a read come one after the other
    public void onEvents(List<Recorded> events) {
        received += events.size();
        counters.events.add(events.size());
        for (Recorded event : events) {
            if (event.version() > tail) {
                tail = event.version();
                inHand.add(event);
            }
        }
        drain();
    }

    @Override
    public void onEnd() {
        complete = received < limit;
        asked = false;
        drain();
    }

    @Override
    public void onError(Throwable error) {
        failure = error;
        drain();
    }

    private void drain() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            turn();
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void turn() {
        boolean last = complete;
        Throwable error = failure;
        handOut();
        if (over) {
            inHand.clear();
            page.dispose();
        } else if (inHand.isEmpty() && error != null) {
            over = true;
            actual.onError(error);
        } else if (inHand.isEmpty() && last) {
            over = true;
            actual.onComplete();
        } else if (inHand.isEmpty() && !asked && !complete && demand.get() > 0) {
            ask();
        }
    }

    private void handOut() {
        long wanted = demand.get();
        long given = 0;
        while (given < wanted && !over) {
            Recorded event = inHand.poll();
            if (event == null) {
                break;
            }
            given++;
            actual.onNext(event);
        }
        if (given > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-given);
        }
    }

    private void ask() {
        asked = true;
        received = 0;
        limit = (int) Math.max(SMALLEST, Math.min(demand.get(), LARGEST));
        counters.pages.increment();
        page.update(pages.open(
                ReadRequest.newBuilder()
                        .setAggregate(WireIds.ref(aggregate))
                        .setAfterVersion(tail)
                        .setLimit(limit)
                        .build(),
                this));
    }
}
