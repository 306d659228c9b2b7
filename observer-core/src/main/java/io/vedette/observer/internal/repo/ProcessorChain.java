package io.vedette.observer.internal.repo;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A file server's processor and guests beside it, as one. They open a repository one after the other, the file server
 * first; they close it the other way round, each even if another failed. An observer makes each call an effect of its own,
 * so that {@code explain} names the one that runs.
 */
public final class ProcessorChain implements Processor {

    private final Processor server;
    private final List<Guest> guests;

    private ProcessorChain(Processor server, List<Guest> guests) {
        this.server = server;
        this.guests = List.copyOf(guests);
    }

    /** A processor beside the file server, and what people call it. */
    public record Guest(String name, Processor processor) {}

    /** Makes an effect of a call. */
    interface Effects {
        Mono<Void> effect(String name, Supplier<? extends @Nullable Mono<Void>> call);
    }

    /** A chain; the file server alone if it has no guests. */
    public static Processor of(Processor server, List<Guest> guests) {
        return guests.isEmpty() ? server : new ProcessorChain(server, guests);
    }

    /** Any processor as a chain. */
    public static ProcessorChain of(Processor processor) {
        return processor instanceof ProcessorChain chain ? chain : new ProcessorChain(processor, List.of());
    }

    Mono<Void> enable(RepoInfo info, Cause cause, Effects effects) {
        String name = "processor.enableRepo";
        Mono<Void> all = effects.effect(name, () -> server.enableRepo(info, cause));
        for (Guest guest : guests) {
            all = all.then(call(guest, name, effects, () -> guest.processor().enableRepo(info, cause)));
        }
        return all;
    }

    Mono<Void> disable(RepoId repo, Cause cause, Effects effects) {
        String name = "processor.disableRepo";
        Mono<Void> all = effects.effect(name, () -> server.disableRepo(repo, cause));
        for (Guest guest : guests) {
            all = inAnyCase(call(guest, name, effects, () -> guest.processor().disableRepo(repo, cause)), all);
        }
        return all;
    }

    private static Mono<Void> call(
            Guest guest, String name, Effects effects, Supplier<? extends @Nullable Mono<Void>> call) {
        return effects.effect(name + " of " + guest.name(), call)
                .onErrorMap(error -> Fault.of("plug-in " + guest.name(), error));
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
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return enable(info, cause, (name, call) -> ImplementorCall.plain(name, info.repo(), call));
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return disable(repo, cause, (name, call) -> ImplementorCall.plain(name, repo, call));
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return server.freezeRepo(repo, author, cause);
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return server.unfreezeRepo(repo, author, cause);
    }
}
