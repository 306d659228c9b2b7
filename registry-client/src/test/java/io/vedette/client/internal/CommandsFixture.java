package io.vedette.client.internal;

import io.grpc.stub.StreamObserver;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.Command;
import io.vedette.domain.EventId;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client of a server that answers commands as a test tells it. */
abstract class CommandsFixture {

    static final Command CREATE = new RegistryCommand.CreateRegistry("exreg");
    static final Duration LONG = Duration.ofSeconds(30);

    final List<CommandRequest> received = new CopyOnWriteArrayList<>();
    volatile BiConsumer<CommandRequest, StreamObserver<CommandReply>> onCommand = (request, call) -> {};
    Loopback server;
    RegistryClient client;

    @BeforeEach
    void connect() {
        server = Loopback.serve(new CommandServiceGrpc.CommandServiceImplBase() {
            @Override
            public void execute(CommandRequest request, StreamObserver<CommandReply> call) {
                received.add(request);
                onCommand.accept(request, call);
            }
        });
        client = RegistryClients.connect(server.config().withAttempts(4, Duration.ofSeconds(10)));
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    static void accept(StreamObserver<CommandReply> call) {
        call.onNext(CommandReply.newBuilder()
                .setAggregate(WireIds.ref(RegistryId.ofName("exreg").aggregate()))
                .setVersion(1)
                .addEventIds(WireIds.bytes(new EventId(5, 6)))
                .setPosition(9)
                .setReplayed(true)
                .build());
        call.onCompleted();
    }
}
