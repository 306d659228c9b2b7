package io.vedette.gitshadow.internal.store;

import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** What file operations that failed are called in the file server's errors. */
public final class Trouble {
    private Trouble() {}

    /** What was being written could not be. */
    public static RuntimeException writing(Path place, IOException e) {
        return with("cannot write " + RawNames.show(place) + ": check space and permissions", e);
    }

    /** An error that may pass; a cancellation if the thread was interrupted. */
    public static RuntimeException with(String what, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            return cancelled;
        }
        return ShadowException.passing(reason(e) + ": " + what, e);
    }

    /** Whether the disk or a quota is full. */
    public static boolean isFull(IOException e) {
        String reason = reason(e);
        return reason.contains("No space left on device") || reason.contains("Disk quota exceeded");
    }

    /** Comes first in a message: where it is stored as an error, its end is cut off. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return "no such file or directory: " + missing.getFile();
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getClass().equals(IOException.class) && e.getMessage() != null ? e.getMessage() : e.toString();
    }
}
