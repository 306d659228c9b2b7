package io.vedette.server.internal.grpc;

import io.grpc.Codec;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The gzip that clients may send. It looks at a message only when that is read: gRPC's own looks at the beginning before
 * anyone hears of the message, and a broken one ends the call without a word.
 */
public final class Gzip implements Decompressor {

    private final Decompressor gzip = new Codec.Gzip();

    private Gzip() {}

    /** What a server unpacks: this, and what is not packed. */
    public static DecompressorRegistry registry() {
        return DecompressorRegistry.emptyInstance().with(new Gzip(), true).with(Codec.Identity.NONE, false);
    }

    @Override
    public String getMessageEncoding() {
        return gzip.getMessageEncoding();
    }

    @Override
    public InputStream decompress(InputStream packed) {
        return new Unpacked(packed);
    }

    private final class Unpacked extends FilterInputStream {
        private boolean opened;

        Unpacked(InputStream packed) {
            super(packed);
        }

        private InputStream opened() throws IOException {
            if (!opened) {
                in = gzip.decompress(in);
                opened = true;
            }
            return in;
        }

        @Override
        public int read() throws IOException {
            return opened().read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return opened().read(into, offset, length);
        }

        @Override
        public long skip(long bytes) throws IOException {
            return opened().skip(bytes);
        }

        @Override
        public int available() throws IOException {
            return opened ? in.available() : 0;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
