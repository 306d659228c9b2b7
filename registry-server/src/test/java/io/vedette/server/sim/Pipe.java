package io.vedette.server.sim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * One direction of a call: what is sent arrives in order, later, as tasks of the receiver. A message waits until the
 * receiver has asked for one; while the network stalls, nothing arrives.
 */
final class Pipe {

    /** So many messages may be under way before the sender is told to wait. */
    private static final int ROOM = 4;

    private final Life receiver;
    private final Scheduler.Worker lane;
    private final Network network;
    private final Runnable onRoom;
    private final ArrayDeque<Parcel> arrived = new ArrayDeque<>();
    private long lastDue;
    private int demand;
    private int underWay;
    private boolean draining;

    private record Parcel(boolean message, Runnable delivery) {}

    /** What it goes through. */
    interface Network {
        boolean isStalled();

        Duration delay();
    }

    Pipe(Life receiver, Network network, Runnable onRoom) {
        this.receiver = receiver;
        this.lane = receiver.createWorker();
        this.network = network;
        this.onRoom = onRoom;
    }

    boolean hasRoom() {
        return underWay < ROOM;
    }

    /** A message, which needs demand. */
    void message(Runnable delivery) {
        underWay++;
        send(new Parcel(true, delivery));
    }

    /** Something else, behind the messages before it. */
    void control(Runnable delivery) {
        send(new Parcel(false, delivery));
    }

    private void send(Parcel parcel) {
        long now = receiver.now(TimeUnit.NANOSECONDS);
        lastDue = Math.max(lastDue, now + network.delay().toNanos());
        lane.schedule(
                () -> {
                    arrived.add(parcel);
                    drain();
                },
                lastDue - now,
                TimeUnit.NANOSECONDS);
    }

    /** The receiver asks for messages. */
    void request(int messages) {
        demand += messages;
        resume();
    }

    /** There may be something to deliver. */
    void resume() {
        if (!arrived.isEmpty()) {
            lane.schedule(this::drain);
        }
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!arrived.isEmpty() && !network.isStalled() && !receiver.isOver()) {
                if (arrived.peek().message() && demand == 0) {
                    return;
                }
                Parcel next = arrived.remove();
                if (next.message()) {
                    demand--;
                    boolean full = !hasRoom();
                    underWay--;
                    if (full) {
                        onRoom.run();
                    }
                }
                next.delivery().run();
            }
        } finally {
            draining = false;
        }
    }
}
