package io.vedette.testkit.standin;

import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.Workflow;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A client that answers observers; what people ask is not supported. */
abstract class ObservedOnly implements RegistryClient {

    @Override
    public Mono<Repo> repo(@Nullable String registry, RepoPath path) {
        return unsupported();
    }

    @Override
    public Mono<Repo> repo(RepoId repo) {
        return unsupported();
    }

    @Override
    public Flux<Recorded> readAll(Start start, Filter filter, int limit) {
        return ObservedOnly.<Recorded>unsupported().flux();
    }

    @Override
    public Flux<SignalFrame> events(Start start, Filter filter) {
        return ObservedOnly.<SignalFrame>unsupported().flux();
    }

    @Override
    public Flux<Registry> registries() {
        return ObservedOnly.<Registry>unsupported().flux();
    }

    @Override
    public Flux<Root> roots(String registry) {
        return ObservedOnly.<Root>unsupported().flux();
    }

    @Override
    public Flux<RepoSummary> repos(String registry, RepoPath prefix) {
        return ObservedOnly.<RepoSummary>unsupported().flux();
    }

    @Override
    public Mono<Workflow> workflow(WorkflowId workflow) {
        return unsupported();
    }

    @Override
    public Flux<ExplainReply> explain(ExplainRequest request) {
        return ObservedOnly.<ExplainReply>unsupported().flux();
    }

    @Override
    public Flux<LeverReply> lever(LeverRequest request) {
        return ObservedOnly.<LeverReply>unsupported().flux();
    }

    private static <T> Mono<T> unsupported() {
        return Mono.error(new UnsupportedOperationException("the stand-in registry does not answer this"));
    }
}
