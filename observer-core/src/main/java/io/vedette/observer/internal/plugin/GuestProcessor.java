package io.vedette.observer.internal.plugin;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A processor that lives in a plug-in. */
record GuestProcessor(String name, ClassLoader loader, Processor guest) implements Processor {

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return call("enableRepo", info.repo(), () -> guest.enableRepo(info, cause));
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return call("disableRepo", repo, () -> guest.disableRepo(repo, cause));
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return call("freezeRepo", repo, () -> guest.freezeRepo(repo, author, cause));
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return call("unfreezeRepo", repo, () -> guest.unfreezeRepo(repo, author, cause));
    }

    private Mono<Void> call(String method, RepoId repo, Supplier<? extends @Nullable Mono<Void>> code) {
        return GuestCall.of(method + " of plug-in " + name, repo, loader, code);
    }
}
