package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.vedette.domain.Recorded;
import io.vedette.proto.v1.ReadEnd;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class ReadStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Wire wire = new Wire();
    private final ReadStream stream =
            new ReadStream(new GrpcCalls(wire, time), time, 16, PATIENCE, Duration.ofMinutes(1), broken -> {});

    @Test
    void aPartThatEndsWhileOthersAreFoundStuckIsToldOneEndOnly() {
        Ends second = new Ends(() -> {});
        Ends first =
                new Ends(() -> wire.reply(ReadManyReply.newBuilder().setRead(2).setEnd(ReadEnd.getDefaultInstance())));
        open(first);
        open(second);
        stream.connect();

        time.advanceTimeBy(PATIENCE.plusSeconds(2));

        assertThat(first.told).containsExactly("silent for 5 s");
        assertThat(second.told).containsExactly("silent for 5 s");
    }

    private void open(Ends reader) {
        assertThat(stream.offer(new ReadStream.Page(ReadRequest.getDefaultInstance(), reader)))
                .isTrue();
    }

    /** Notes how a part ended. */
    private record Ends(List<String> told, Runnable onError) implements Pages.Reader {
        Ends(Runnable onError) {
            this(new ArrayList<>(), onError);
        }

        @Override
        public void onEvents(List<Recorded> events) {}

        @Override
        public void onEnd() {
            told.add("end");
        }

        @Override
        public void onError(Throwable error) {
            told.add(String.valueOf(error.getMessage()));
            onError.run();
        }
    }

    /** A channel whose one call is answered by the test, on its own thread. */
    private static final class Wire extends Channel {
        private ClientCall.@Nullable Listener<Object> listener;

        void reply(ReadManyReply.Builder reply) {
            Objects.requireNonNull(listener).onMessage(reply.build());
        }

        @Override
        public String authority() {
            return "test";
        }

        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            return new ClientCall<>() {
                @Override
                @SuppressWarnings("unchecked")
                public void start(Listener<R> responses, Metadata headers) {
                    listener = (Listener<Object>) responses;
                }

                @Override
                public void request(int messages) {}

                @Override
                public void cancel(@Nullable String message, @Nullable Throwable cause) {}

                @Override
                public void halfClose() {}

                @Override
                public void sendMessage(Q message) {}
            };
        }
    }
}
