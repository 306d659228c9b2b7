package io.vedette.observer.internal.repo;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.StrongError;
import io.vedette.observer.WorkflowEffect;
import io.vedette.workflows.Call;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The effects of workflows by their names: those of a file server, and those of kinds of the user's own. */
final class WorkCalls {

    private final RepoEnvironment environment;

    WorkCalls(RepoEnvironment environment) {
        this.environment = environment;
    }

    /** What is called for an effect, with the values that its result has for the workflow. */
    Mono<Map<String, String>> of(Call call, RepoId repo, Cause cause) {
        return switch (call.name()) {
            case "initializer.moveRepo" ->
                ImplementorCall.valued(
                                call.name(),
                                repo,
                                () -> environment.initializer().moveRepo(order(call, repo, cause)))
                        .map(shadow -> Map.of("shadowPath", shadow.value()));
            case "initializer.discardMove" ->
                plain(call, repo, () -> environment.initializer().discardMove(order(call, repo, cause)));
            case "processor.freezeRepo" ->
                plain(call, repo, () -> environment.processors().freezeRepo(repo, author(call), cause));
            case "processor.unfreezeRepo" ->
                plain(call, repo, () -> environment.processors().unfreezeRepo(repo, author(call), cause));
            case Parts.CLOSE ->
                Mono.error(new StrongError(
                        call.name() + ": a workflow of this kind cannot close a repository that is in use"));
            default -> own(call, repo, cause);
        };
    }

    private Mono<Map<String, String>> own(Call call, RepoId repo, Cause cause) {
        WorkflowEffect effect = environment.effects().get(call.name());
        return effect == null
                ? Mono.error(new StrongError(
                        "nobody at this observer carries out " + call.name() + "; start it with the plug-in that does"))
                : ImplementorCall.plain(call.name(), repo, () -> effect.perform(call, cause))
                        .defaultIfEmpty(Map.of());
    }

    private static Mono<Map<String, String>> plain(
            Call call, RepoId repo, Supplier<? extends @Nullable Mono<Void>> code) {
        return ImplementorCall.plain(call.name(), repo, code).thenReturn(Map.of());
    }

    private static MoveOrder order(Call call, RepoId repo, Cause cause) {
        return new MoveOrder(
                repo,
                Objects.requireNonNull(cause.workflow()),
                new HostPath(argument(call, "oldHostPath")),
                new HostPath(argument(call, "oldShadowPath")),
                new HostPath(argument(call, "newHostPath")),
                cause);
    }

    private static Author author(Call call) {
        return new Author(argument(call, "author"));
    }

    private static String argument(Call call, String name) {
        String value = call.arguments().get(name);
        if (value == null) {
            throw new StrongError(call.name() + " needs the argument " + name);
        }
        return value;
    }
}
