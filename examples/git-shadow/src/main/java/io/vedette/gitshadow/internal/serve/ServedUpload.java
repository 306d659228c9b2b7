package io.vedette.gitshadow.internal.serve;

import io.vedette.domain.RepoId;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * An upload that passes its repository's gate first and leaves by it. It sends objects as they are stored and looks for
 * no deltas, so that it costs little memory, also for large files.
 */
final class ServedUpload extends UploadPack implements Gate.Upload {
    private static final int STREAM_FROM_BYTES = 1 << 20;

    private final RepoId repo;
    private final Gates gates;
    private final Semaphore permits;
    private final InputStream socket;
    private volatile long lastProgress = System.nanoTime();

    /**
     * An upload.
     *
     * @param socket closing it ends the connection, also for a thread that is about to write to it
     */
    ServedUpload(Repository git, RepoId repo, Gates gates, Semaphore permits, InputStream socket) {
        super(git);
        this.repo = repo;
        this.gates = gates;
        this.permits = permits;
        this.socket = socket;
        PackConfig config = new PackConfig(git);
        config.setDeltaCompress(false);
        config.setThreads(1);
        config.setCompressionLevel(Deflater.BEST_SPEED);
        setPackConfig(config);
        getRevWalk().getObjectReader().setStreamFileThreshold(STREAM_FROM_BYTES);
    }

    @Override
    public void upload(InputStream input, OutputStream output, @Nullable OutputStream messages) throws IOException {
        if (!permits.tryAcquire()) {
            RefusedUpload.refuse(output, "too many clients are being served, try again later");
            return;
        }
        try {
            Gate gate = gates.enter(repo, this);
            if (gate == null) {
                RefusedUpload.refuse(output, "this repository was disabled just now");
                return;
            }
            try {
                super.upload(new Input(input), new Output(output), messages);
            } finally {
                gate.leave(this);
            }
        } finally {
            permits.release();
        }
    }

    @Override
    public void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public long lastProgress() {
        return lastProgress;
    }

    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            lastProgress = System.nanoTime();
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            lastProgress = System.nanoTime();
            return read;
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            lastProgress = System.nanoTime();
        }
    }
}
