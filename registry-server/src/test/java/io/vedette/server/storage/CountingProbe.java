package io.vedette.server.storage;

import io.vedette.server.storage.internal.StorageProbe;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a store does. */
class CountingProbe implements StorageProbe {

    final AtomicLong rows = new AtomicLong();
    final AtomicLong groups = new AtomicLong();

    @Override
    public void rowRead() {
        rows.incrementAndGet();
    }

    @Override
    public void groupWritten(int appends) {
        groups.incrementAndGet();
    }
}
