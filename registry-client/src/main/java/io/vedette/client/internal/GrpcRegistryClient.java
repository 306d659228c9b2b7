package io.vedette.client.internal;

import io.grpc.MethodDescriptor;
import io.vedette.client.ClientConfig;
import io.vedette.client.ClientCounts;
import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.HistoryImport;
import io.vedette.client.ImportProgress;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Filter;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.CommandCodec;
import io.vedette.domain.codec.WireCursors;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.ExplainServiceGrpc;
import io.vedette.proto.v1.GetRepoRequest;
import io.vedette.proto.v1.GetWorkflowRequest;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.LeverServiceGrpc;
import io.vedette.proto.v1.ListRegistriesReply;
import io.vedette.proto.v1.ListRegistriesRequest;
import io.vedette.proto.v1.ListReposRequest;
import io.vedette.proto.v1.ListRootsReply;
import io.vedette.proto.v1.ListRootsRequest;
import io.vedette.proto.v1.ListWorkflowsRequest;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.ObserverLinkGrpc;
import io.vedette.proto.v1.QueryServiceGrpc;
import io.vedette.proto.v1.ReadAllRequest;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoByPath;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.SubscribeMode;
import io.vedette.proto.v1.SubscribeRequest;
import io.vedette.proto.v1.Workflow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** A registry over gRPC. */
public final class GrpcRegistryClient implements RegistryClient {

    private static final RandomGenerator THREADS_OWN =
            () -> ThreadLocalRandom.current().nextLong();

    private final ClientConfig config;
    private final Runnable afterClose;
    private final Connection connection;
    private final GrpcCalls calls;
    private final Failures failures;
    private final Retries retries;
    private final Pages pages;
    private final Counters counters = new Counters();
    private final Sinks.Empty<Void> closing = Sinks.empty();

    /** A client that has not connected yet; the scheduler is its clock, which others use too. */
    public GrpcRegistryClient(ClientConfig config, Scheduler clock) {
        this(config, clock, () -> {});
    }

    /**
     * A client that has not connected yet.
     *
     * @param clock where its timers are
     * @param afterClose runs when it is closed
     */
    public GrpcRegistryClient(ClientConfig config, Scheduler clock, Runnable afterClose) {
        this(config, new NettyConnection(config), clock, THREADS_OWN, afterClose);
    }

    /**
     * A client over another connection than one to the addresses.
     *
     * @param clock where its timers are
     * @param random jitter of retries
     * @param afterClose runs when it is closed
     */
    public GrpcRegistryClient(
            ClientConfig config, Connection connection, Scheduler clock, RandomGenerator random, Runnable afterClose) {
        this.config = config;
        this.afterClose = afterClose;
        this.connection = connection;
        calls = new GrpcCalls(connection.channel(), clock);
        failures = new Failures(config.target(), connection::isClosed);
        retries = new Retries(
                config.attempts(),
                config.patience(),
                config.deadline(),
                clock,
                random,
                failures,
                counters.retries::increment);
        pages = new SharedPages(new SinglePages(calls, config.deadline()), onBroken -> {
            counters.readStreams.increment();
            return new ReadStream(calls, clock, config.window(), config.deadline(), config.idle(), onBroken);
        });
    }

    @Override
    public Mono<CommandResult> execute(Command command, CommandOptions options) {
        return Mono.defer(() -> {
            CommandRequest request = CommandCodec.toProto(options.id(), options.expectedVersion(), command);
            counters.commands.increment();
            return ask(CommandServiceGrpc.getExecuteMethod(), request)
                    .map(GrpcRegistryClient::result)
                    .onErrorMap(failures::map);
        });
    }

    private static CommandResult result(CommandReply reply) {
        return new CommandResult(
                WireIds.aggregate(reply.getAggregate()),
                reply.getVersion(),
                reply.getEventIdsList().stream().map(WireIds::eventId).toList(),
                reply.getPosition(),
                reply.getReplayed());
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion) {
        return whileOpen(() -> new Reads(pages, aggregate, afterVersion, counters));
    }

    @Override
    public Flux<Recorded> readAll(Start start, Filter filter, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must be 0 for all, or more, not " + limit);
        }
        ReadAllRequest request = ReadAllRequest.newBuilder()
                .setStart(WireCursors.start(start))
                .setFilter(WireCursors.filter(filter))
                .setLimit(limit)
                .build();
        return whileOpen(() -> calls.stream(JournalServiceGrpc.getReadAllMethod(), request, config.deadline())
                .flatMapIterable(Frames::events, 1));
    }

    @Override
    public Flux<SignalFrame> signals(Start start, Filter filter) {
        return subscription(start, filter, SubscribeMode.SIGNALS);
    }

    @Override
    public Flux<SignalFrame> events(Start start, Filter filter) {
        return subscription(start, filter, SubscribeMode.EVENTS);
    }

    private Flux<SignalFrame> subscription(Start start, Filter filter, SubscribeMode mode) {
        SubscribeRequest request = SubscribeRequest.newBuilder()
                .setStart(WireCursors.start(start))
                .setFilter(WireCursors.filter(filter))
                .setMode(mode)
                .build();
        return whileOpen(() -> {
            counters.subscriptions.increment();
            return calls.stream(JournalServiceGrpc.getSubscribeMethod(), request, config.silence())
                    .handle((frame, sink) -> Frames.read(frame).ifPresent(sink::next));
        });
    }

    @Override
    public Flux<Registry> registries() {
        return ask(QueryServiceGrpc.getListRegistriesMethod(), ListRegistriesRequest.getDefaultInstance())
                .onErrorMap(failures::map)
                .flatMapIterable(ListRegistriesReply::getRegistriesList);
    }

    @Override
    public Flux<Root> roots(String registry) {
        ListRootsRequest request =
                ListRootsRequest.newBuilder().setRegistry(registry).build();
        return ask(QueryServiceGrpc.getListRootsMethod(), request)
                .flatMapIterable(ListRootsReply::getRootsList)
                .map(root -> new Root(
                        new RepoPath(root.getPath()), new Host(root.getHost()), new HostPath(root.getHostPath())))
                .onErrorMap(failures::map);
    }

    @Override
    public Flux<RepoSummary> repos(String registry, RepoPath prefix) {
        ListReposRequest request = ListReposRequest.newBuilder()
                .setRegistry(registry)
                .setPathPrefix(prefix.value())
                .build();
        return whileOpen(() -> calls.stream(QueryServiceGrpc.getListReposMethod(), request, config.deadline()));
    }

    @Override
    public Flux<Workflow> workflows(@Nullable String registry, boolean ended) {
        ListWorkflowsRequest request = ListWorkflowsRequest.newBuilder()
                .setRegistry(registry == null ? "" : registry)
                .setEnded(ended)
                .build();
        return whileOpen(() -> calls.stream(QueryServiceGrpc.getListWorkflowsMethod(), request, config.deadline()));
    }

    @Override
    public Mono<Workflow> workflow(WorkflowId workflow) {
        GetWorkflowRequest request = GetWorkflowRequest.newBuilder()
                .setId(WireIds.bytes(workflow.uuid()))
                .build();
        return ask(QueryServiceGrpc.getGetWorkflowMethod(), request).onErrorMap(failures::map);
    }

    @Override
    public Mono<Repo> repo(RepoId repo) {
        return repo(
                GetRepoRequest.newBuilder().setId(WireIds.bytes(repo.uuid())).build());
    }

    @Override
    public Mono<Repo> repo(@Nullable String registry, RepoPath path) {
        RepoByPath byPath = RepoByPath.newBuilder()
                .setRegistry(registry == null ? "" : registry)
                .setPath(path.value())
                .build();
        return repo(GetRepoRequest.newBuilder().setPath(byPath).build());
    }

    private Mono<Repo> repo(GetRepoRequest request) {
        return ask(QueryServiceGrpc.getGetRepoMethod(), request).onErrorMap(failures::map);
    }

    @Override
    public Flux<RegistryFrame> link(Flux<ObserverFrame> frames) {
        return whileOpen(() -> calls.exchange(ObserverLinkGrpc.getLinkMethod(), frames));
    }

    @Override
    public Flux<ExplainReply> explain(ExplainRequest request) {
        return whileOpen(() -> calls.stream(ExplainServiceGrpc.getExplainMethod(), request, config.deadline()));
    }

    @Override
    public Flux<LeverReply> lever(LeverRequest request) {
        return whileOpen(() -> calls.stream(LeverServiceGrpc.getPullMethod(), request, config.deadline()));
    }

    @Override
    public ClientCounts counts() {
        return counters.snapshot();
    }

    @Override
    public Flux<ImportProgress> importHistories(HistoryImport histories) {
        return new ImportCalls(this::answer).run(histories);
    }

    @Override
    public Flux<RegistryId> abortImport(ImportId id) {
        return new ImportCalls(this::answer).abort(id);
    }

    private <Q, R> Mono<R> answer(MethodDescriptor<Q, R> method, Q request) {
        return ask(method, request).onErrorMap(failures::map);
    }

    private <Q, R> Mono<R> ask(MethodDescriptor<Q, R> method, Q request) {
        return retries.run(
                deadline -> {
                    if (connection.isClosed()) {
                        return Mono.error(failures.clientClosed());
                    }
                    connection.wake();
                    return calls.unary(method, request, deadline);
                },
                closing.asMono());
    }

    private <T> Flux<T> whileOpen(Supplier<Flux<T>> call) {
        return Flux.defer(() -> {
                    connection.wake();
                    return connection.isClosed() ? Flux.error(failures.clientClosed()) : call.get();
                })
                .takeUntilOther(closing.asMono().then(Mono.error(failures::clientClosed)))
                .onErrorMap(failures::map);
    }

    @Override
    public void close() {
        connection.beginClose();
        try {
            closing.tryEmitEmpty();
        } finally {
            try {
                connection.close();
            } finally {
                afterClose.run();
            }
        }
    }
}
