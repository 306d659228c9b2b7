package io.vedette.gitshadow.internal.serve;

import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;

/** Stands where a repository should be and says why there is none. */
final class RefusedRepository extends InMemoryRepository {
    private final String reason;

    RefusedRepository(String reason) {
        super(new DfsRepositoryDescription("refused"));
        this.reason = reason;
    }

    /** For the client's eyes. */
    String reason() {
        return reason;
    }
}
