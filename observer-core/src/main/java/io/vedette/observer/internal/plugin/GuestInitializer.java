package io.vedette.observer.internal.plugin;

import io.vedette.domain.HostPath;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** An initializer that lives in a plug-in. */
record GuestInitializer(String name, ClassLoader loader, Initializer guest) implements Initializer {

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return call("getRepo", repo, () -> guest.getRepo(repo, cause));
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return call("initRepo", repo, () -> guest.initRepo(repo, cause));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return call("moveRepo", order.repo(), () -> guest.moveRepo(order));
    }

    @Override
    public Mono<Void> discardMove(MoveOrder order) {
        return call("discardMove", order.repo(), () -> guest.discardMove(order));
    }

    @Override
    public Mono<Void> attachRemote(RepoId repo, RemoteSpec remote, Cause cause) {
        return call("attachRemote", repo, () -> guest.attachRemote(repo, remote, cause));
    }

    private <T> Mono<T> call(String method, RepoId repo, Supplier<? extends @Nullable Mono<T>> code) {
        return GuestCall.of(method + " of plug-in " + name, repo, loader, code);
    }
}
