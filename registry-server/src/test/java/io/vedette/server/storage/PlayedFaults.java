package io.vedette.server.storage;

import io.vedette.server.storage.internal.rocks.DiskFaults;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** A disk that fails on request, and one that takes its time. */
final class PlayedFaults implements DiskFaults {

    private final Deque<String> beforeWrite = new ArrayDeque<>();
    private volatile @Nullable Error fatal;
    private final Deque<String> afterWrite = new ArrayDeque<>();
    private final Deque<String> beforeReopen = new ArrayDeque<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile LongUnaryOperator usable = LongUnaryOperator.identity();
    volatile int reopened;

    synchronized void failBeforeWrite(String reason) {
        beforeWrite.add(reason);
    }

    void dieBeforeWrite(Error error) {
        fatal = error;
    }

    synchronized void passBeforeWrite() {
        beforeWrite.add("");
    }

    synchronized void failAfterWrite(String reason) {
        afterWrite.add(reason);
    }

    synchronized void failReopening(String reason) {
        beforeReopen.add(reason);
    }

    void usable(LongUnaryOperator bytes) {
        usable = bytes;
    }

    /** As much is free once the disk was asked so often. */
    void usableAfterWrites(int asked, long bytes) {
        AtomicInteger left = new AtomicInteger(asked);
        usable = real -> left.getAndDecrement() > 0 ? real : bytes;
    }

    /** Writes wait until the latch is counted down. */
    CountDownLatch holdWrites() {
        held = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        return gate;
    }

    /** Until a write waits for that latch. */
    void awaitHeldWrite() throws InterruptedException {
        held.await();
    }

    private synchronized void play(Deque<String> planned) throws RocksDBException {
        String reason = planned.poll();
        if (reason != null && !reason.isEmpty()) {
            throw new RocksDBException(reason);
        }
    }

    @Override
    public void beforeWrite() throws RocksDBException {
        held.countDown();
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        Error breaking = fatal;
        if (breaking != null) {
            throw breaking;
        }
        play(beforeWrite);
    }

    @Override
    public void afterWrite() throws RocksDBException {
        play(afterWrite);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void beforeReopen() throws RocksDBException {
        reopened++;
        play(beforeReopen);
    }

    @Override
    public long usableBytes(long bytes) {
        return usable.applyAsLong(bytes);
    }
}
