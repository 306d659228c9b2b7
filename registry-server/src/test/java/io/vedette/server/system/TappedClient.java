package io.vedette.server.system;

import io.vedette.client.ClientCounts;
import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
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
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.Workflow;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A client that keeps a copy of the signals that pass, heads left out. */
final class TappedClient implements RegistryClient {

    private final RegistryClient inner;
    private final ConcurrentLinkedQueue<SignalFrame> frames = new ConcurrentLinkedQueue<>();

    TappedClient(RegistryClient inner) {
        this.inner = inner;
    }

    /** The frames of one kind so far. */
    <T extends SignalFrame> List<T> frames(Class<T> kind) {
        return frames.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public Flux<SignalFrame> signals(Start start, Filter filter) {
        return inner.signals(start, filter).doOnNext(frame -> {
            if (frame instanceof SignalFrame.Changed changed) {
                frames.add(new SignalFrame.Changed(List.of(), changed.cursor()));
            } else {
                frames.add(frame);
            }
        });
    }

    @Override
    public Mono<CommandResult> execute(Command command, CommandOptions options) {
        return inner.execute(command, options);
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion) {
        return inner.read(aggregate, afterVersion);
    }

    @Override
    public Flux<Recorded> readAll(Start start, Filter filter, int limit) {
        return inner.readAll(start, filter, limit);
    }

    @Override
    public Flux<SignalFrame> events(Start start, Filter filter) {
        return inner.events(start, filter);
    }

    @Override
    public Flux<Registry> registries() {
        return inner.registries();
    }

    @Override
    public Flux<Root> roots(String registry) {
        return inner.roots(registry);
    }

    @Override
    public Flux<RepoSummary> repos(String registry, RepoPath prefix) {
        return inner.repos(registry, prefix);
    }

    @Override
    public Mono<Repo> repo(RepoId repo) {
        return inner.repo(repo);
    }

    @Override
    public Mono<Repo> repo(@Nullable String registry, RepoPath path) {
        return inner.repo(registry, path);
    }

    @Override
    public Flux<Workflow> workflows(@Nullable String registry, boolean ended) {
        return inner.workflows(registry, ended);
    }

    @Override
    public Mono<Workflow> workflow(WorkflowId workflow) {
        return inner.workflow(workflow);
    }

    @Override
    public Flux<RegistryFrame> link(Flux<ObserverFrame> outgoing) {
        return inner.link(outgoing);
    }

    @Override
    public Flux<ExplainReply> explain(ExplainRequest request) {
        return inner.explain(request);
    }

    @Override
    public Flux<LeverReply> lever(LeverRequest request) {
        return inner.lever(request);
    }

    @Override
    public ClientCounts counts() {
        return inner.counts();
    }

    @Override
    public void close() {
        inner.close();
    }
}
