package io.vedette.server;

import io.grpc.Codec;
import io.grpc.Compressor;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Says that it is gzip, and is but for some bytes.
 *
 * @param position of the first wrong byte
 */
record BrokenGzip(int position) implements Compressor {

    private static final int WRONG = 100;

    @Override
    public String getMessageEncoding() {
        return new Codec.Gzip().getMessageEncoding();
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        return new Codec.Gzip().compress(new FilterOutputStream(out) {
            private int written;

            @Override
            public void write(int value) throws IOException {
                boolean wrong = written >= position && written < position + WRONG;
                written++;
                out.write(wrong ? ~value : value);
            }
        });
    }
}
