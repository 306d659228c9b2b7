package io.vedette.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.codec.CommandCodec;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.ExplainServiceGrpc;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.ListRegistriesRequest;
import io.vedette.proto.v1.ObserverLinkGrpc;
import io.vedette.proto.v1.QueryServiceGrpc;
import io.vedette.server.internal.Settings;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.MemoryStorage;
import io.vedette.server.storage.StorageBackend;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server on a free port of the loopback, and a client of it. */
final class TestRegistry implements AutoCloseable {

    static final Author ADA = new Author("Ada <ada@example.com>");

    final StorageBackend storage;
    final RegistryServer server;
    final ManagedChannel channel;
    private final InetSocketAddress address;
    final CommandServiceGrpc.CommandServiceBlockingStub commands;
    final JournalServiceGrpc.JournalServiceBlockingStub journal;
    final JournalServiceGrpc.JournalServiceStub journalAsync;
    final QueryServiceGrpc.QueryServiceBlockingStub queries;
    final ObserverLinkGrpc.ObserverLinkStub link;
    final ExplainServiceGrpc.ExplainServiceBlockingStub explain;

    private TestRegistry(StorageBackend storage, UnaryOperator<RegistryServer.Builder> settings) {
        this.storage = storage;
        this.server = settings.apply(RegistryServer.builder(storage).listen("127.0.0.1", 0))
                .build();
        InetSocketAddress address = server.start();
        this.address = address;
        this.channel = connect();
        this.commands = CommandServiceGrpc.newBlockingStub(channel);
        this.journal = JournalServiceGrpc.newBlockingStub(channel);
        this.journalAsync = JournalServiceGrpc.newStub(channel);
        this.queries = QueryServiceGrpc.newBlockingStub(channel);
        this.link = ObserverLinkGrpc.newStub(channel);
        this.explain = ExplainServiceGrpc.newBlockingStub(channel);
    }

    /** Another connection. */
    ManagedChannel connect() {
        return NettyChannelBuilder.forAddress(address).usePlaintext().build();
    }

    /** Another connection, of which each call has so many bytes under way at most. */
    ManagedChannel connectNarrowly(int bytes) {
        return NettyChannelBuilder.forAddress(address)
                .usePlaintext()
                .flowControlWindow(bytes)
                .build();
    }

    /** Another connection, whose messages can be packed in this way. */
    ManagedChannel connect(Compressor compressor) {
        CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
        compressors.register(compressor);
        return NettyChannelBuilder.forAddress(address)
                .usePlaintext()
                .compressorRegistry(compressors)
                .build();
    }

    static MemoryStorage memory() {
        return MemoryStorage.create(new UUID(1, 1));
    }

    static TestRegistry start() {
        return on(memory());
    }

    static TestRegistry on(StorageBackend storage) {
        return on(storage, settings -> settings);
    }

    static TestRegistry on(StorageBackend storage, UnaryOperator<RegistryServer.Builder> settings) {
        return new TestRegistry(storage, settings);
    }

    static Settings inside(Duration heartbeat, int ringEvents, int keptRepos) {
        return new Settings(java.time.InstantSource.system(), heartbeat, ringEvents, 32L << 20, keptRepos);
    }

    /** A registry named exreg with the root /ex on host h1 below /data. */
    TestRegistry withRoot() {
        execute(new RegistryCommand.CreateRegistry("exreg"));
        execute(addRoot("/ex", "h1", "/data"));
        return this;
    }

    static RegistryCommand.AddRoot addRoot(String path, String host, String hostPath) {
        return new RegistryCommand.AddRoot(
                "exreg", new Root(new RepoPath(path), new Host(host), new HostPath(hostPath)));
    }

    static RegistryCommand.InitRepo init(RepoId repo, String path) {
        return new RegistryCommand.InitRepo("exreg", repo, new RepoPath(path), ADA);
    }

    static RepoCommand.ConfirmShadow shadow(RepoId repo, String path) {
        return new RepoCommand.ConfirmShadow(repo, new HostPath(path), Omissions.NONE);
    }

    static RepoId repo(String name) {
        return new RepoId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes a repository and waits until it is added. */
    RepoId added(String path) {
        RepoId repo = repo(path);
        execute(init(repo, path));
        await(() -> queries.getRepo(byId(repo)).getVersion() > 0);
        idle();
        return repo;
    }

    static io.vedette.proto.v1.GetRepoRequest byId(RepoId repo) {
        return io.vedette.proto.v1.GetRepoRequest.newBuilder()
                .setId(io.vedette.domain.codec.WireIds.bytes(repo.uuid()))
                .build();
    }

    static void await(java.util.concurrent.Callable<Boolean> condition) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    /** Waits until the processes have followed the store to its end and have nothing to do. */
    void idle() {
        await(() -> {
            server.core().processes().whenIdle().block();
            return server.core().isFollowed()
                    && server.core().processes().counts().activities()
                            <= queries.listRegistries(ListRegistriesRequest.getDefaultInstance())
                                    .getRegistriesCount();
        });
    }

    CommandReply execute(Command command) {
        return execute(UUID.randomUUID(), OptionalLong.empty(), command);
    }

    CommandReply execute(UUID id, OptionalLong expected, Command command) {
        return commands.execute(CommandCodec.toProto(new CommandId(id), expected, command));
    }

    /** Makes a history of so many small events. */
    AggregateId history(int number, int events) {
        AggregateId id = new AggregateId(AggregateKind.WORKFLOW, new UUID(3, number));
        List<Event> ticks = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ticks.add(new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.copyOf(new byte[40])));
        }
        for (int from = 0; from < events; from += 10_000) {
            storage.append(new Append(
                            id, new Expected.Any(), null, 1, ticks.subList(from, Math.min(events, from + 10_000))))
                    .block();
        }
        return id;
    }

    List<Recorded> history(AggregateId aggregate) {
        return storage.read(aggregate, 0, Integer.MAX_VALUE).toStream().toList();
    }

    List<String> names(AggregateId aggregate) {
        return history(aggregate).stream().map(event -> event.event().name()).toList();
    }

    static ErrorInfo info(StatusRuntimeException error) {
        var status = StatusProto.fromThrowable(error);
        try {
            return status.getDetails(0).unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        server.close();
        storage.close();
    }
}
