package io.vedette.server.internal.grpc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that is not read beyond a limit. What is compressed shows its size only while it is read. */
final class LimitedStream extends FilterInputStream {

    private final Supplier<? extends RuntimeException> tooMuch;
    private long left;

    /**
     * Reads from another stream.
     *
     * @param limit how many bytes it may have
     * @param tooMuch thrown when there are more
     */
    LimitedStream(InputStream in, long limit, Supplier<? extends RuntimeException> tooMuch) {
        super(in);
        this.left = limit;
        this.tooMuch = tooMuch;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw tooMuch.get();
        }
    }
}
