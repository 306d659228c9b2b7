package io.vedette.server.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.vedette.client.internal.Connection;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import io.vedette.proto.v1.SubscribeFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Routes the calls of one client to the registry in memory. Within a call nothing is lost or reordered, as within a
 * connection; calls pass each other, stall, break off, and what they bring may come twice where the protocol allows for
 * it. Signals are only hints: those that come live may be lost and doubled one by one.
 */
final class Wire implements Connection, Pipe.Network {

    /** After so long without a sign of life each end gives up the connection. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);

    private final String name;
    private final Life life;
    private final RegistryProcess registry;
    private final Duration deadline;
    private final Weather weather;
    private final Dice dice;
    private final Trace trace;
    private final Watch watch;
    private final List<Call<?, ?>> open = new ArrayList<>();
    private boolean stalled;
    private boolean refusing;
    private int cut;

    Wire(
            String name,
            Life life,
            RegistryProcess registry,
            Duration deadline,
            Weather weather,
            Dice dice,
            Trace trace,
            Watch watch) {
        this.name = name;
        this.life = life;
        this.registry = registry;
        this.deadline = deadline;
        this.weather = weather;
        this.dice = dice;
        this.trace = trace;
        this.watch = watch;
        life.onEnd(() -> drop("its client was killed"));
    }

    Life life() {
        return life;
    }

    /** Nothing passes for a while; if that is long, the connection is given up, and none is made before it is over. */
    void cutFor(Duration time) {
        trace.note(name, "is cut off");
        stalled = true;
        int number = ++cut;
        life.after(KEEP_ALIVE, () -> {
            if (stalled && cut == number) {
                refusing = true;
                drop("no sign of life");
            }
        });
        life.after(time, () -> {
            if (cut == number) {
                heal();
            }
        });
    }

    void heal() {
        cut++;
        stalled = false;
        refusing = false;
        List.copyOf(open).forEach(Call::resume);
    }

    /** Breaks off all calls. */
    void drop(String why) {
        trace.note(name, "connection breaks: " + why);
        for (Call<?, ?> call : List.copyOf(open)) {
            call.breakOff(dice.millis(0, 100), dice.millis(0, 3000));
        }
    }

    /** Breaks off the calls of one method. */
    void drop(String method, String why) {
        trace.note(name, method + " breaks: " + why);
        for (Call<?, ?> call : List.copyOf(open)) {
            if (call.method().equals(method)) {
                call.breakOff(dice.millis(0, 100), dice.millis(0, 3000));
            }
        }
    }

    void opened(Call<?, ?> call) {
        open.add(call);
        if (dice.chance(weather.brokenCall)) {
            life.after(dice.millis(0, 2000), () -> call.breakOff(dice.millis(0, 100), dice.millis(0, 3000)));
        }
    }

    void closed(Call<?, ?> call) {
        open.remove(call);
    }

    boolean losesRequest(Call<?, ?> call) {
        return isCommand(call) && dice.chance(weather.lostRequest);
    }

    boolean losesAnswer(Call<?, ?> call, Status status) {
        if (isCommand(call)) {
            watch.answered(name, call, status);
        }
        return isCommand(call) && dice.chance(weather.lostAnswer);
    }

    /** A command may arrive a second time, at another moment. */
    void sent(Call<?, ?> call, byte[] request) {
        if (isCommand(call) && dice.chance(weather.doubledCommand)) {
            Duration later = dice.seconds(0, 20);
            life.after(later, () -> repeat(request));
        }
        if (isCommand(call)) {
            watch.asked(call, parse(() -> CommandRequest.parseFrom(request)));
        }
    }

    private void repeat(byte[] request) {
        Running running = registry.running();
        if (running != null && !stalled && weather.doubledCommand > 0) {
            trace.note(name, "a command arrives again");
            CommandRequest again = parse(() -> CommandRequest.parseFrom(request));
            ClientCall<CommandRequest, CommandReply> call =
                    new Call<>(this, io.vedette.proto.v1.CommandServiceGrpc.getExecuteMethod(), deadline, running);
            call.start(new ClientCall.Listener<>() {}, new Metadata());
            call.request(1);
            call.sendMessage(again);
            call.halfClose();
        }
    }

    /** How often a message arrives. */
    int copies(Call<?, ?> call, byte[] message, boolean live) {
        if (isCommand(call)) {
            watch.answered(name, call, parse(() -> CommandReply.parseFrom(message)));
        }
        if (!live || (weather.lostSignal == 0 && weather.doubledSignal == 0) || !isSignals(call, message)) {
            return 1;
        }
        return dice.chance(weather.lostSignal) ? 0 : dice.chance(weather.doubledSignal) ? 2 : 1;
    }

    private static boolean isSignals(Call<?, ?> call, byte[] message) {
        return call.method().equals("Subscribe")
                && parse(() -> SubscribeFrame.parseFrom(message)).hasSignals();
    }

    boolean isCaughtUp(Call<?, ?> call, byte[] message) {
        return call.method().equals("Subscribe")
                && parse(() -> SubscribeFrame.parseFrom(message)).hasCaughtUp();
    }

    void received(Call<?, ?> call, byte[] message) {
        trace.note(name, call.method() + " brings " + message.length + " bytes");
    }

    private static boolean isCommand(Call<?, ?> call) {
        return call.method().equals("Execute");
    }

    private interface Parsed<T> {
        T get() throws InvalidProtocolBufferException;
    }

    private static <T> T parse(Parsed<T> message) {
        try {
            return message.get();
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean isStalled() {
        return stalled;
    }

    @Override
    public Duration delay() {
        return Duration.ofNanos(1_000L * dice.below(1_000 * weather.messageMillis));
    }

    // What the client sees.

    @Override
    public Channel channel() {
        return new Channel() {
            @Override
            public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
                Duration time = options.getDeadline() == null ? null : deadline;
                Running running = registry.running();
                return running != null && !refusing
                        ? new Call<>(Wire.this, method, time, running)
                        : new Refused<Q, R>();
            }

            @Override
            public String authority() {
                return "simulated";
            }
        };
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void wake() {}

    @Override
    public void beginClose() {}

    @Override
    public void close() {}

    /** Nobody listens there. */
    private final class Refused<Q, R> extends ClientCall<Q, R> {
        private @Nullable Listener<R> listener;

        @Override
        public void start(Listener<R> told, Metadata headers) {
            listener = told;
            life.after(dice.millis(0, 100), () -> end(Status.UNAVAILABLE.withDescription("connection refused")));
        }

        private void end(Status status) {
            Listener<R> told = listener;
            listener = null;
            if (told != null) {
                told.onClose(status, new Metadata());
            }
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            life.schedule(() -> end(Status.CANCELLED.withDescription(message).withCause(cause)));
        }

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {
            Objects.requireNonNull(message);
        }
    }
}
