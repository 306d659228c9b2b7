package io.vedette.gitshadow;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides whether a directory may become a repository. It is asked while the first snapshot walks the directory, after
 * each file is counted and before it is read, so a refusal costs no more than the walk up to there. Later changes of an
 * initialised directory are not asked about.
 *
 * <p>Called on a worker thread, for several directories at once: implementations are stateless or thread-safe, and quick.
 */
@FunctionalInterface
public interface InitPolicy {

    /**
     * The reason to refuse the directory, or empty to go on.
     *
     * @param directory the directory that becomes a repository
     * @param files regular files and symbolic links counted so far
     * @param bytes their sizes so far
     */
    Optional<String> refusal(Path directory, long files, long bytes);

    /** Every directory may become a repository. */
    static InitPolicy unlimited() {
        return new Limits(0, 0);
    }
}
