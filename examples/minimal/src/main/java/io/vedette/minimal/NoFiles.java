package io.vedette.minimal;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import reactor.core.publisher.Mono;

/** Says where shadows would be and makes none. */
final class NoFiles implements Initializer {

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return Mono.just(cause.repository());
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        HostPath shadow = new HostPath("/shadow/" + repo);
        return Mono.just(cause.repository().withShadow(shadow, Omissions.NONE));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return Mono.just(order.oldShadow());
    }
}
