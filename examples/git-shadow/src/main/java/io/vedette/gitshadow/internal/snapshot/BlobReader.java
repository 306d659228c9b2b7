package io.vedette.gitshadow.internal.snapshot;

import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.internal.Cancellation;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Reads files and links into blobs, bytes exactly. A read counts only if the file looked the same before and after it.
 * Small files are held in one reused buffer, larger ones are streamed. Not thread-safe.
 */
final class BlobReader {
    private static final int SMALL = 512 * 1024;

    private final ObjectSink sink;
    private final Clock clock;
    private final Cancellation cancellation;
    private final boolean probablyStored;
    private byte[] buffer = new byte[16 * 1024];

    /**
     * A reader.
     *
     * @param probablyStored true if most files are in the repository already, so that a large one is hashed before it is
     *     written
     */
    BlobReader(ObjectSink sink, Clock clock, Cancellation cancellation, boolean probablyStored) {
        this.sink = sink;
        this.clock = clock;
        this.cancellation = cancellation;
        this.probablyStored = probablyStored;
    }

    /** Reads a regular file. */
    Known.File file(Path path, FileStat stat) throws IOException, ChangedWhileRead {
        boolean settled = stat.isSettled(clock);
        ObjectId id;
        if (stat.size() <= SMALL) {
            int length = fill(path, (int) stat.size());
            requireUnchanged(path, stat);
            id = sink.insert(Constants.OBJ_BLOB, buffer, length);
        } else {
            id = large(path, stat);
            requireUnchanged(path, stat);
        }
        return new Known.File(stat, settled, id);
    }

    /** Reads a symbolic link, without a look at what it points to. */
    Known.File link(Path path, FileStat stat) throws IOException, ChangedWhileRead {
        boolean settled = stat.isSettled(clock);
        byte[] target;
        try {
            target = RawNames.ofTarget(Files.readSymbolicLink(path));
        } catch (NoSuchFileException | NotLinkException e) {
            throw new ChangedWhileRead();
        }
        requireUnchanged(path, stat);
        return new Known.File(stat, settled, sink.insert(Constants.OBJ_BLOB, target, target.length));
    }

    private int fill(Path path, int size) throws IOException, ChangedWhileRead {
        if (buffer.length < size) {
            buffer = new byte[Math.max(size, Math.min(SMALL, 2 * buffer.length))];
        }
        try (InputStream in = open(path)) {
            if (in.readNBytes(buffer, 0, size) < size) {
                throw new ChangedWhileRead();
            }
        }
        return size;
    }

    private ObjectId large(Path path, FileStat stat) throws IOException, ChangedWhileRead {
        long size = stat.size();
        try {
            if (probablyStored) {
                try (InputStream in = new Watched(path, stat)) {
                    ObjectId id = sink.idOf(size, in);
                    if (sink.has(id)) {
                        return id;
                    }
                }
            }
            try (InputStream in = new Watched(path, stat)) {
                return sink.stream(size, in);
            }
        } catch (EOFException e) {
            throw new ChangedWhileRead();
        }
    }

    private static InputStream open(Path path) throws IOException, ChangedWhileRead {
        try {
            return Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new ChangedWhileRead();
        } catch (FileSystemException e) {
            FileStat now = FileStat.of(path);
            if (now == null || !now.isFile()) {
                throw new ChangedWhileRead();
            }
            throw e;
        }
    }

    private static void requireUnchanged(Path path, FileStat before) throws IOException, ChangedWhileRead {
        if (!before.equals(FileStat.of(path))) {
            throw new ChangedWhileRead();
        }
    }

    /** Ends early when the read is cancelled, or when the file is seen to change. */
    private final class Watched extends FilterInputStream {
        private static final long LOOK_EVERY = 16 << 20;

        private final Path path;
        private final FileStat stat;
        private long untilLook = LOOK_EVERY;

        Watched(Path path, FileStat stat) throws IOException, ChangedWhileRead {
            super(open(path));
            this.path = path;
            this.stat = stat;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            cancellation.check();
            int read = super.read(bytes, offset, length);
            untilLook -= read;
            if (untilLook <= 0) {
                untilLook = LOOK_EVERY;
                if (!stat.equals(FileStat.of(path))) {
                    throw new EOFException("changed");
                }
            }
            return read;
        }
    }
}
