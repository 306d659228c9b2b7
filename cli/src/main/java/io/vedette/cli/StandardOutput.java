package io.vedette.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The process's standard output, which remembers why it failed: a {@link PrintWriter} only knows that it did. */
final class StandardOutput extends OutputStream {

    private static final String READER_IS_GONE = "Broken pipe";

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private volatile @Nullable IOException failure;

    PrintWriter writer() {
        return new PrintWriter(this, true, StandardCharsets.UTF_8);
    }

    /** Why not all was written, or null; a reader that has seen enough and went away is no failure. */
    @Nullable
    String failure() {
        IOException failed = failure;
        return failed == null || READER_IS_GONE.equals(failed.getMessage()) ? null : failed.getMessage();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException failed) {
            failure = failed;
            throw failed;
        }
    }
}
