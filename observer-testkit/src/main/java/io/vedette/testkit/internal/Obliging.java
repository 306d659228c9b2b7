package io.vedette.testkit.internal;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import reactor.core.publisher.Mono;

/** A file server that does nothing and succeeds in everything. */
public final class Obliging implements Initializer, Processor {

    private static HostPath shadowOf(RepoId repo) {
        return new HostPath("/shadow/" + repo);
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return Mono.just(cause.repository());
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return Mono.just(cause.repository().withShadow(shadowOf(repo), Omissions.NONE));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return Mono.just(shadowOf(order.repo()));
    }

    @Override
    public Mono<Void> attachRemote(RepoId repo, RemoteSpec remote, Cause cause) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return Mono.empty();
    }
}
