package io.vedette.server.internal.command;

import io.grpc.stub.StreamObserver;
import io.vedette.domain.codec.CommandCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.server.internal.grpc.Answers;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.CommandKey;
import reactor.core.publisher.Mono;

/** Commands over gRPC. */
public final class CommandEndpoint extends CommandServiceGrpc.CommandServiceImplBase {

    private final CommandHandler handler;

    /** Hands commands to the handler. */
    public CommandEndpoint(CommandHandler handler) {
        this.handler = handler;
    }

    @Override
    public void execute(CommandRequest request, StreamObserver<CommandReply> answer) {
        Answers.one(answer, () -> execute(request));
    }

    private Mono<CommandReply> execute(CommandRequest request) {
        CommandCodec.Received received = CommandCodec.fromProto(request);
        CommandKey key = new CommandKey(received.id(), Fingerprints.of(request));
        return handler.execute(key, received.expectedVersion(), received.command())
                .map(CommandEndpoint::reply);
    }

    private static CommandReply reply(Appended appended) {
        CommandReply.Builder reply = CommandReply.newBuilder()
                .setAggregate(WireIds.ref(appended.aggregate()))
                .setVersion(appended.version())
                .setPosition(appended.position())
                .setReplayed(appended.replayed());
        appended.events().forEach(id -> reply.addEventIds(WireIds.bytes(id)));
        return reply.build();
    }
}
