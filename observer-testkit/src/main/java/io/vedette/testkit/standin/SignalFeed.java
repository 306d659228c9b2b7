package io.vedette.testkit.standin;

import io.vedette.client.RefusedException;
import io.vedette.client.SignalFrame;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Cursor;
import io.vedette.domain.Head;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Sends the signals of a stand-in registry, as well or as badly as it is told to. */
final class SignalFeed {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Histories histories;
    private final Scheduler scheduler;
    private final List<Connection> open = new ArrayList<>();
    private final Map<Object, Recorded> held = new LinkedHashMap<>();
    private SignalFaults faults = SignalFaults.NONE;
    private @Nullable RandomGenerator random;
    private boolean refusing;
    private boolean silent;
    private int connections;
    private final List<Long> refusals = new ArrayList<>();
    private @Nullable Refusal refusal;

    /** The stand-in alone emits, on the thread that drives virtual time. */
    private record Connection(Sinks.Many<SignalFrame> frames, Sinks.Empty<Void> end) {
        void send(SignalFrame frame) {
            frames.tryEmitNext(frame);
        }
    }

    SignalFeed(Histories histories, Scheduler scheduler) {
        this.histories = histories;
        this.scheduler = scheduler;
    }

    void faults(SignalFaults kinds, RandomGenerator source) {
        faults = kinds;
        random = source;
    }

    void refuse(boolean on) {
        refusing = on;
    }

    void silence(boolean on) {
        silent = on;
    }

    void refuseForGood(@Nullable Refusal why) {
        refusal = why;
    }

    List<Long> refusals() {
        return refusals;
    }

    int connections() {
        return connections;
    }

    int open() {
        return open.size();
    }

    Flux<SignalFrame> subscribe(Start start) {
        return Flux.defer(() -> {
            if (refusal != null) {
                return Flux.error(new RefusedException(refusal));
            }
            if (refusing) {
                refusals.add(scheduler.now(TimeUnit.MILLISECONDS));
                return Flux.error(new UnreachableException(
                        "the stand-in registry refuses connections", new IllegalStateException("refusing")));
            }
            connections++;
            Connection connection = new Connection(Sinks.many().unicast().onBackpressureBuffer(), Sinks.empty());
            Cursor now = histories.cursor();
            connection.send(new SignalFrame.Subscribed(now));
            if (start instanceof Start.After after) {
                boolean other = !after.cursor().store().equals(now.store());
                if (other) {
                    connection.send(new SignalFrame.Resync(SignalFrame.Reason.OTHER_STORE, "another store"));
                }
                List<Head> changed =
                        histories.changedSince(other ? 0 : after.cursor().position());
                if (!changed.isEmpty()) {
                    connection.send(new SignalFrame.Changed(changed, now));
                }
            }
            connection.send(new SignalFrame.CaughtUp(now));
            open.add(connection);
            Flux<SignalFrame> beats = Flux.interval(HEARTBEAT, scheduler)
                    .filter(beat -> !silent)
                    .map(beat -> new SignalFrame.Progress(histories.cursor()));
            return Flux.merge(connection.frames().asFlux(), beats)
                    .takeUntilOther(connection.end().asMono())
                    .concatWith(Flux.error(new IllegalStateException("the connection broke")))
                    .timeout(SILENCE, scheduler)
                    .doFinally(signal -> open.remove(connection));
        });
    }

    void drop() {
        held.clear();
        List.copyOf(open).forEach(connection -> connection.end().tryEmitEmpty());
    }

    void changed(Recorded recorded) {
        if (random != null && faults.late() > random.nextDouble()) {
            held.put(recorded.aggregate(), recorded);
            return;
        }
        send(recorded);
    }

    /** Sends what was held back, merged for each history. */
    void flush() {
        List<Recorded> late = List.copyOf(held.values());
        held.clear();
        late.forEach(this::send);
    }

    private void send(Recorded recorded) {
        if (random != null && faults.lost() > random.nextDouble()) {
            return;
        }
        boolean riding = faults.riding() && held.get(recorded.aggregate()) == null;
        Head head = Histories.head(recorded, riding ? List.of(recorded) : List.of());
        int times = random != null && faults.doubled() > random.nextDouble() ? 2 : 1;
        SignalFrame frame = new SignalFrame.Changed(List.of(head), histories.cursor());
        for (int i = 0; i < times; i++) {
            List.copyOf(open).forEach(connection -> connection.send(frame));
        }
        if (random != null && faults.broken() > random.nextDouble()) {
            drop();
        }
    }
}
