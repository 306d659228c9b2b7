package io.vedette.client.internal;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.ReadBatch;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Calls over a real connection to a server that does what a test tells it. */
abstract class GrpcCallsFixture {

    static final MethodDescriptor<CommandRequest, CommandReply> ONE = CommandServiceGrpc.getExecuteMethod();
    static final MethodDescriptor<ReadRequest, ReadBatch> MANY = JournalServiceGrpc.getReadMethod();
    static final MethodDescriptor<ReadManyRequest, ReadManyReply> BOTH = JournalServiceGrpc.getReadManyMethod();
    static final Duration LONG = Duration.ofSeconds(30);
    static final ReadRequest ASK = ReadRequest.getDefaultInstance();
    static final int KILOBYTES_16 = 16 << 10;

    volatile Consumer<ServerCallStreamObserver<CommandReply>> onOne = call -> {};
    volatile Consumer<ServerCallStreamObserver<ReadBatch>> onMany = call -> {};
    volatile Function<ServerCallStreamObserver<ReadManyReply>, StreamObserver<ReadManyRequest>> onBoth =
            call -> ignoring();
    final AtomicInteger calls = new AtomicInteger();

    private Loopback server;
    Connection connection;
    GrpcCalls client;

    @BeforeEach
    void connect() {
        server = Loopback.serve(
                new CommandServiceGrpc.CommandServiceImplBase() {
                    @Override
                    public void execute(CommandRequest request, StreamObserver<CommandReply> call) {
                        calls.incrementAndGet();
                        onOne.accept((ServerCallStreamObserver<CommandReply>) call);
                    }
                },
                new JournalServiceGrpc.JournalServiceImplBase() {
                    @Override
                    public void read(ReadRequest request, StreamObserver<ReadBatch> call) {
                        calls.incrementAndGet();
                        onMany.accept((ServerCallStreamObserver<ReadBatch>) call);
                    }

                    @Override
                    public StreamObserver<ReadManyRequest> readMany(StreamObserver<ReadManyReply> call) {
                        calls.incrementAndGet();
                        return onBoth.apply((ServerCallStreamObserver<ReadManyReply>) call);
                    }
                });
        connection = new NettyConnection(server.config());
        client = new GrpcCalls(connection.channel(), Schedulers.parallel());
    }

    @AfterEach
    void disconnect() {
        connection.close();
        server.close();
    }

    static StreamObserver<ReadManyRequest> ignoring() {
        return taking(request -> {});
    }

    static StreamObserver<ReadManyRequest> taking(Consumer<ReadManyRequest> onNext) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ReadManyRequest value) {
                onNext.accept(value);
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onCompleted() {}
        };
    }

    static ReadBatch batch(int bytes) {
        return ReadBatch.newBuilder()
                .addEvents(EventEnvelope.newBuilder().setPayload(ByteString.copyFrom(new byte[bytes])))
                .build();
    }

    Mono<CommandReply> one() {
        return client.unary(ONE, CommandRequest.getDefaultInstance(), LONG);
    }
}
