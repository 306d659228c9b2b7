package io.vedette.minimal;

import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.Observer;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Prints and counts openings of repositories; makes no shadows. Arguments: HOST:PORT REGISTRY PREFIX. */
record Minimal(Consumer<String> out, AtomicLong count) implements Initializer, Processor {

    /** Runs until the process is stopped. */
    public static void main(String[] args) {
        try (RegistryClient client = RegistryClients.connect(args[0]);
                Observer observer = observer(client, args[1], args[2], line -> System.out.println(line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(observer::close));
            observer.watch().block();
        }
    }

    static Observer observer(RegistryClient client, String registry, String prefix, Consumer<String> out) {
        Minimal files = new Minimal(out, new AtomicLong());
        return Observer.builder(client)
                .registry(registry)
                .prefixes(prefix)
                .initializer(files)
                .processor(files)
                .build();
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return Mono.just(cause.repository());
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return Mono.just(cause.repository().withShadow(new HostPath("/shadow/" + repo), Omissions.NONE));
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return Mono.fromRunnable(() -> out.accept("enabled " + info.path() + ", time " + count.incrementAndGet()));
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return Mono.fromRunnable(() -> out.accept("disabled " + repo));
    }
}
