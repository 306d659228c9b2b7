package io.vedette.minimal;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Counts how often repositories are opened. */
final class CountingProcessor implements Processor {

    private final AtomicLong count = new AtomicLong();
    private final Consumer<String> out;

    CountingProcessor(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return Mono.fromRunnable(
                () -> out.accept("enabled " + info.path() + ", the " + count.incrementAndGet() + ". time"));
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return Mono.fromRunnable(() -> out.accept("disabled " + repo));
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
