package io.vedette.server.internal.query;

import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoPath;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Walks the repositories of a snapshot, a page at a time and only on demand. */
final class RepoPages {

    private static final int PAGE = 256;

    private RepoPages() {}

    static Flux<RegistryEntry> below(RegistryState registry, RepoPath prefix) {
        return Flux.defer(() -> Flux.<List<RegistryEntry>, Walk>generate(
                        () -> new Walk(registry, prefix), (walk, sink) -> {
                            List<RegistryEntry> page = walk.next();
                            if (page.isEmpty()) {
                                sink.complete();
                            } else {
                                sink.next(page);
                            }
                            return walk;
                        })
                .concatMapIterable(page -> page, 1));
    }

    private static final class Walk {
        private final RegistryState registry;
        private final RepoPath prefix;
        private @Nullable RepoPath after;

        Walk(RegistryState registry, RepoPath prefix) {
            this.registry = registry;
            this.prefix = prefix;
        }

        List<RegistryEntry> next() {
            List<RegistryEntry> page = registry.below(prefix, after, PAGE);
            if (!page.isEmpty()) {
                after = page.get(page.size() - 1).path();
            }
            return page;
        }
    }
}
