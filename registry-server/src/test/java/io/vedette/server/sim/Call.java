package io.vedette.server.sim;

import io.grpc.ClientCall;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call in memory, both of its ends. Messages travel as bytes, so that each end encodes and decodes as it does over a
 * network; each end hears of what the other did in a task of its own, later.
 *
 * @param <Q> requests
 * @param <R> answers
 */
final class Call<Q, R> extends ClientCall<Q, R> {

    private final Wire wire;
    private final MethodDescriptor<Q, R> method;
    private final @Nullable Duration deadline;
    private final Running target;
    private final Pipe up;
    private final Pipe down;
    private final Answering answering;
    private @Nullable Listener<R> client;
    private boolean clientOver;
    private boolean swallowed;

    Call(Wire wire, MethodDescriptor<Q, R> method, @Nullable Duration deadline, Running target) {
        this.wire = wire;
        this.method = method;
        this.deadline = deadline;
        this.target = target;
        this.answering = new Answering();
        this.up = new Pipe(target.life(), wire, () -> atClient(listener -> listener.onReady()));
        this.down = new Pipe(wire.life(), wire, () -> atServer(ServerCall.Listener::onReady));
    }

    String method() {
        return Objects.requireNonNull(method.getBareMethodName());
    }

    // What the client does.

    @Override
    public void start(Listener<R> listener, Metadata headers) {
        client = listener;
        wire.opened(this);
        up.control(answering::begin);
        if (deadline != null) {
            wire.life()
                    .after(
                            deadline,
                            () -> endAtClient(Status.DEADLINE_EXCEEDED.withDescription("no answer in time"), true));
        }
    }

    @Override
    public void request(int messages) {
        down.request(messages);
    }

    @Override
    public void sendMessage(Q message) {
        if (clientOver) {
            return;
        }
        byte[] bytes = bytes(method.streamRequest(message));
        swallowed |= wire.losesRequest(this);
        if (!swallowed) {
            up.message(() -> answering.received(bytes));
            wire.sent(this, bytes);
        }
    }

    @Override
    public void halfClose() {
        if (!clientOver && !swallowed) {
            up.control(answering::halfClosed);
        }
    }

    @Override
    public boolean isReady() {
        return up.hasRoom();
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        wire.life()
                .schedule(() ->
                        endAtClient(Status.CANCELLED.withDescription(message).withCause(cause), true));
    }

    // What happens to it.

    /** The connection is gone: each end hears of it when it does. */
    void breakOff(Duration clientAfter, Duration serverAfter) {
        wire.life()
                .after(clientAfter, () -> endAtClient(Status.UNAVAILABLE.withDescription("connection reset"), false));
        target.life().after(serverAfter, answering::cancelled);
    }

    void resume() {
        up.resume();
        down.resume();
    }

    private void endAtClient(Status status, boolean tellServer) {
        endAtClient(status, new Metadata());
        if (tellServer) {
            target.life().after(wire.delay(), answering::cancelled);
        }
    }

    private void endAtClient(Status status, Metadata trailers) {
        if (!clientOver) {
            clientOver = true;
            wire.closed(this);
            Objects.requireNonNull(client).onClose(status, trailers);
        }
    }

    private void atClient(java.util.function.Consumer<Listener<R>> event) {
        wire.life().schedule(() -> {
            if (!clientOver) {
                event.accept(Objects.requireNonNull(client));
            }
        });
    }

    private void atServer(java.util.function.Consumer<ServerCall.Listener<InputStream>> event) {
        target.life().schedule(() -> answering.tell(event));
    }

    private static byte[] bytes(InputStream message) {
        try (message) {
            return message.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A message as a transport hands it over. */
    private static final class Bytes extends ByteArrayInputStream implements KnownLength {
        Bytes(byte[] bytes) {
            super(bytes);
        }
    }

    /** The server's end. */
    private final class Answering extends ServerCall<InputStream, InputStream> {
        private @Nullable ServerMethodDefinition<InputStream, InputStream> definition;
        private ServerCall.@Nullable Listener<InputStream> server;
        private boolean closed;
        private boolean over;
        private boolean live;

        void begin() {
            if (over) {
                return;
            }
            ServerMethodDefinition<InputStream, InputStream> known = target.method(method.getFullMethodName());
            if (known == null) {
                close(Status.UNAVAILABLE.withDescription("the registry is starting"), new Metadata());
                return;
            }
            definition = known;
            server = known.getServerCallHandler().startCall(this, new Metadata());
            tell(ServerCall.Listener::onReady);
        }

        void received(byte[] bytes) {
            tell(listener -> listener.onMessage(new Bytes(bytes)));
        }

        void halfClosed() {
            tell(ServerCall.Listener::onHalfClose);
        }

        void cancelled() {
            if (!over) {
                over = true;
                if (server != null) {
                    server.onCancel();
                }
            }
        }

        void tell(java.util.function.Consumer<ServerCall.Listener<InputStream>> event) {
            if (!over && server != null) {
                event.accept(server);
            }
        }

        @Override
        public void request(int messages) {
            up.request(messages);
        }

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(InputStream message) {
            byte[] bytes = bytes(message);
            int copies = wire.copies(Call.this, bytes, live);
            live |= wire.isCaughtUp(Call.this, bytes);
            for (int i = 0; i < copies; i++) {
                down.message(() -> {
                    if (!clientOver) {
                        wire.received(Call.this, bytes);
                        Objects.requireNonNull(client).onMessage(method.parseResponse(new Bytes(bytes)));
                    }
                });
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (closed) {
                return;
            }
            closed = true;
            if (!wire.losesAnswer(Call.this, status)) {
                down.control(() -> endAtClient(status.withCause(null), trailers));
            }
            target.life().schedule(() -> {
                if (!over) {
                    over = true;
                    if (server != null) {
                        server.onComplete();
                    }
                }
            });
        }

        @Override
        public boolean isReady() {
            return down.hasRoom();
        }

        @Override
        public boolean isCancelled() {
            return over && !closed;
        }

        @Override
        public MethodDescriptor<InputStream, InputStream> getMethodDescriptor() {
            return Objects.requireNonNull(definition).getMethodDescriptor();
        }
    }
}
