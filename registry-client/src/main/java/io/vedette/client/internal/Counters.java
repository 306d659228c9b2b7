package io.vedette.client.internal;

import io.vedette.client.ClientCounts;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a client does. */
final class Counters {
    final LongAdder commands = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder reads = new LongAdder();
    final LongAdder pages = new LongAdder();
    final LongAdder readStreams = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder subscriptions = new LongAdder();

    ClientCounts snapshot() {
        return new ClientCounts(
                commands.sum(),
                retries.sum(),
                reads.sum(),
                pages.sum(),
                readStreams.sum(),
                events.sum(),
                subscriptions.sum());
    }
}
