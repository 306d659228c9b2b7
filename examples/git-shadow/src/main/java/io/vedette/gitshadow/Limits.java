package io.vedette.gitshadow;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An upper limit on files and bytes. A directory that has exactly as many is accepted.
 *
 * @param maxFiles how many regular files and symbolic links; 0 means any number
 * @param maxBytes how many bytes in all; 0 means any number
 */
public record Limits(long maxFiles, long maxBytes) implements InitPolicy {

    /** Checks that no limit is negative. */
    public Limits {
        if (maxFiles < 0 || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "limits are 0 (none) or more, got " + maxFiles + " files and " + maxBytes + " bytes");
        }
    }

    @Override
    public Optional<String> refusal(Path directory, long files, long bytes) {
        if (maxFiles > 0 && files > maxFiles) {
            return Optional.of("more than " + maxFiles + " files: counted " + files);
        }
        if (maxBytes > 0 && bytes > maxBytes) {
            return Optional.of("more than " + maxBytes + " bytes: counted " + bytes);
        }
        return Optional.empty();
    }
}
