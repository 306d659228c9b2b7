package io.vedette.testkit.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a text in UTF-8, one at a time. Bytes that are not UTF-8 are an error, and so is an endless line. */
final class TextLines implements AutoCloseable {

    private static final int LONGEST = 16 << 20;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[1024];
    private int at;
    private int end;

    TextLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; null when there is none. */
    @Nullable
    String next() throws IOException {
        int length = 0;
        while (true) {
            if (at == end) {
                end = in.read(buffer);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return length == 0 ? null : decode(length);
                }
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            append(length, stop - at);
            length += stop - at;
            at = stop;
            if (stop < end) {
                at++;
                return decode(length);
            }
        }
    }

    private void append(int length, int more) {
        if (length + more > LONGEST) {
            throw new LineError(1, "the line is longer than " + (LONGEST >> 20) + " MiB");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
        }
        System.arraycopy(buffer, at, line, length, more);
    }

    private String decode(int length) {
        int size = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        try {
            return decoder.decode(ByteBuffer.wrap(line, 0, size)).toString();
        } catch (CharacterCodingException odd) {
            String readable = new String(line, 0, size, StandardCharsets.UTF_8);
            throw new LineError(readable.indexOf('\uFFFD') + 1, "the line is not UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
