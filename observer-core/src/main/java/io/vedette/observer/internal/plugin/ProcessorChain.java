package io.vedette.observer.internal.plugin;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.internal.repo.ImplementorCall;
import java.util.List;
import reactor.core.publisher.Mono;

/** Several processors as one: opened in their order, closed the other way round. The first is the file server. */
public final class ProcessorChain implements Processor {

    private final List<Processor> order;

    private ProcessorChain(List<Processor> order) {
        this.order = List.copyOf(order);
    }

    /** A chain of at least one. */
    public static Processor of(List<Processor> order) {
        return order.size() == 1 ? order.get(0) : new ProcessorChain(order);
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        Mono<Void> all = Mono.empty();
        for (Processor each : order) {
            all = all.then(ImplementorCall.plain("processor.enableRepo", () -> each.enableRepo(info, cause)));
        }
        return all;
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        Mono<Void> all = Mono.empty();
        for (int i = order.size() - 1; i >= 0; i--) {
            Processor each = order.get(i);
            all = inAnyCase(all, ImplementorCall.plain("processor.disableRepo", () -> each.disableRepo(repo, cause)));
        }
        return all;
    }

    /** One after the other even if the first fails; ends with the error that came first. */
    private static Mono<Void> inAnyCase(Mono<Void> first, Mono<Void> second) {
        return first.onErrorResume(error -> second.onErrorResume(later -> {
                            if (later != error) {
                                error.addSuppressed(later);
                            }
                            return Mono.empty();
                        })
                        .then(Mono.error(error)))
                .then(second);
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return order.get(0).freezeRepo(repo, author, cause);
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return order.get(0).unfreezeRepo(repo, author, cause);
    }
}
