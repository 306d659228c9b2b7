package io.vedette.client.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Recorded;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The events of one history after a version. */
final class Reads extends Flux<Recorded> {

    private final Pages pages;
    private final AggregateId aggregate;
    private final long afterVersion;
    private final Counters counters;

    Reads(Pages pages, AggregateId aggregate, long afterVersion, Counters counters) {
        this.pages = pages;
        this.aggregate = aggregate;
        this.afterVersion = afterVersion;
        this.counters = counters;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Recorded> actual) {
        counters.reads.increment();
        actual.onSubscribe(new PagedRead(pages, aggregate, afterVersion, actual, counters));
    }
}
