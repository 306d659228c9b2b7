package io.vedette.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.vedette.server.BrokenMessages.Flaw;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls whose messages are bytes, so that they can be anything. */
final class BrokenCalls {

    private static final MethodDescriptor.Marshaller<byte[]> RAW = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private BrokenCalls() {}

    /** How the client's side of a call ends. */
    enum Ending {
        HALF_CLOSE,
        /** After the first answer. */
        CANCEL,
        /** Without waiting for anything. */
        CANCEL_AT_ONCE
    }

    /**
     * What a client sends.
     *
     * @param flaws of the messages, for whoever has to look at a failure
     */
    record Plan(MethodDescriptor<?, ?> method, List<Flaw> flaws, List<byte[]> messages, Ending ending) {}

    /**
     * How it came out.
     *
     * @param cancelled by the client
     */
    record Outcome(Plan plan, Status status, List<byte[]> answers, boolean cancelled) {}

    static CompletableFuture<Outcome> call(Channel channel, Plan plan) {
        return call(channel, plan, CallOptions.DEFAULT);
    }

    static CompletableFuture<Outcome> call(Channel channel, Plan plan, CallOptions options) {
        MethodDescriptor<byte[], byte[]> method =
                plan.method.toBuilder(RAW, RAW).setSafe(false).build();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        List<byte[]> answers = new ArrayList<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        ClientCall<byte[], byte[]> call = channel.newCall(method, options.withDeadlineAfter(25, TimeUnit.SECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] answer) {
                        answers.add(answer);
                        // Nobody reads long streams to their end here.
                        if (plan.ending == Ending.CANCEL || answers.size() >= 4) {
                            cancelled.set(true);
                            call.cancel("enough", null);
                        } else {
                            call.request(1);
                        }
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        outcome.complete(new Outcome(plan, status, answers, cancelled.get()));
                    }
                },
                new Metadata());
        call.request(1);
        try {
            plan.messages.forEach(call::sendMessage);
            if (plan.ending == Ending.CANCEL_AT_ONCE) {
                cancelled.set(true);
                call.cancel("changed my mind", null);
            } else {
                call.halfClose();
            }
        } catch (IllegalStateException over) {
            if (!cancelled.get()) {
                throw over;
            }
        }
        return outcome;
    }
}
