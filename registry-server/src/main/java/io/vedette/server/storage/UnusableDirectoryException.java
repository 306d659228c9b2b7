package io.vedette.server.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A directory cannot hold or open journals. The message names it, the reason, and what to do; nothing was changed. */
public final class UnusableDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Path directory;

    /**
     * Composes the message.
     *
     * @param problem what is wrong and what to do, as the rest of a sentence that starts with the directory
     */
    public UnusableDirectoryException(Path directory, String problem, @Nullable Throwable cause) {
        super(directory + " " + problem, cause);
        this.directory = directory;
    }

    /** Which one. */
    public Path directory() {
        return directory;
    }
}
