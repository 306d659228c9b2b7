package io.vedette.cli;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** A file server without files, whose calls do what a test tells them before they succeed. */
final class ScriptedFiles implements Initializer, Processor {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<Mono<Void>>> scripts = new ConcurrentHashMap<>();

    /** What was asked so far, as "initRepo /ex/a". */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** From now on a call, as "initRepo /ex/a", does this first. */
    ScriptedFiles script(String call, Supplier<Mono<Void>> behaviour) {
        scripts.put(call, behaviour);
        return this;
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return call("getRepo", cause).thenReturn(cause.repository());
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return call("initRepo", cause)
                .thenReturn(cause.repository().withShadow(new HostPath("/shadow/" + repo), Omissions.NONE));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return call("moveRepo", order.cause()).thenReturn(new HostPath("/shadow/" + order.repo()));
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return call("enableRepo", cause);
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return call("disableRepo", cause);
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return call("freezeRepo", cause);
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return call("unfreezeRepo", cause);
    }

    private Mono<Void> call(String name, Cause cause) {
        return Mono.defer(() -> {
            String call = name + " " + cause.repository().path().value();
            calls.add(call);
            return scripts.getOrDefault(call, Mono::empty).get();
        });
    }
}
