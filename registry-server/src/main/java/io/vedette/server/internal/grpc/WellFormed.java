package io.vedette.server.internal.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vedette.domain.Refusal;
import java.io.IOException;
import java.io.InputStream;

/**
 * Answers what breaks the form of a call, before a service sees it: bytes that are not the message that the method takes,
 * too many of them, no message or a second one where it takes one. Without this, gRPC says that the server is broken, or
 * drops the connection with all its calls. The service sees such a call as cancelled. What a service throws becomes an
 * incident in the log and its number in the answer.
 */
public final class WellFormed implements ServerInterceptor {

    /** The largest message that a service takes, in bytes. */
    public static final int LARGEST = 4 << 20;

    private WellFormed() {}

    /** The service with this in front, and in front of the other interceptors given. */
    public static ServerServiceDefinition inFrontOf(ServerServiceDefinition service, ServerInterceptor... others) {
        // Messages are parsed behind the interceptors, so that one of them can see it fail.
        ServerServiceDefinition unparsed = ServerInterceptors.useInputStreamMessages(service);
        return ServerInterceptors.intercept(ServerInterceptors.intercept(unparsed, others), new WellFormed());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Once<Q, A> once = new Once<>(call);
        return new Checked<>(next.startCall(once, headers), once);
    }

    /** A call that is closed once only, whoever does it first. */
    private static final class Once<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private boolean closed;

        Once(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!closed) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(A message) {
            if (!closed) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            if (!closed) {
                closed = true;
                super.close(Statuses.brief(status), trailers);
            }
        }
    }

    private static final class Checked<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, ?> call;
        private final String method;
        private final boolean single;
        private boolean received;
        private boolean broken;

        Checked(ServerCall.Listener<Q> listener, ServerCall<Q, ?> call) {
            super(listener);
            this.call = call;
            this.method = call.getMethodDescriptor().getFullMethodName();
            this.single = call.getMethodDescriptor().getType().clientSendsOneMessage();
        }

        @Override
        public void onMessage(Q message) {
            if (broken) {
                return;
            }
            if (single && received) {
                refuse("takes one message, but a second one came");
                return;
            }
            received = true;
            guarded(() -> super.onMessage(measured(message)));
        }

        @Override
        public void onHalfClose() {
            if (single && !received) {
                refuse("takes one message, but none came");
                return;
            }
            guarded(super::onHalfClose);
        }

        @Override
        public void onReady() {
            guarded(super::onReady);
        }

        @Override
        public void onComplete() {
            if (broken) {
                super.onCancel();
            } else {
                super.onComplete();
            }
        }

        /** The same message, refused at once if it is known to be too large, and else as soon as reading it shows that. */
        @SuppressWarnings("unchecked") // a message is an unread stream here
        private Q measured(Q message) {
            InputStream unread = (InputStream) message;
            if (!(unread instanceof KnownLength)) {
                return (Q) new LimitedStream(unread, LARGEST, () -> tooLarge("more than " + LARGEST));
            }
            int size = size(unread);
            if (size > LARGEST) {
                throw tooLarge("" + size);
            }
            return message;
        }

        private StatusRuntimeException tooLarge(String size) {
            return Status.RESOURCE_EXHAUSTED
                    .withDescription(method + ": a message of " + size + " bytes is too large; send at most " + LARGEST)
                    .asRuntimeException();
        }

        private static int size(InputStream ofKnownLength) {
            try {
                return ofKnownLength.available();
            } catch (IOException unreadable) {
                return 0; // Reading it says so in a moment.
            }
        }

        private void guarded(Runnable event) {
            if (broken) {
                return;
            }
            try {
                event.run();
            } catch (StatusRuntimeException status) {
                if (status.getStatus().getCause() instanceof InvalidProtocolBufferException unreadable) {
                    refuse("cannot read the message: " + unreadable.getMessage());
                } else {
                    end(status);
                }
            } catch (RuntimeException thrown) {
                end(Statuses.of(thrown));
            }
        }

        private void refuse(String rule) {
            end(Statuses.of(Refusal.invalid(method, rule)));
        }

        private void end(StatusRuntimeException status) {
            if (broken) {
                return;
            }
            broken = true;
            Metadata trailers = status.getTrailers();
            call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
        }
    }
}
