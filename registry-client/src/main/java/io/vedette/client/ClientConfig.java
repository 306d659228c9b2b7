package io.vedette.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a client talks to a registry.
 *
 * @param addresses the servers of one registry; the first that answers is used until it goes away
 * @param deadline how long one attempt of a call may take, and how long a read may stand still
 * @param attempts how often a command or a query is tried in all
 * @param patience how long a command or a query may take in all, attempts and pauses together
 * @param silence how long a subscription may be without any frame before it fails
 * @param window how many events may be on their way to this client over the stream that all reads share
 * @param idle how long that stream stays open without a read
 */
public record ClientConfig(
        List<RegistryAddress> addresses,
        Duration deadline,
        int attempts,
        Duration patience,
        Duration silence,
        int window,
        Duration idle) {

    /** The smallest window. */
    public static final int MIN_WINDOW = 16;

    /** Copies the list and checks the numbers. */
    public ClientConfig {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a client needs at least one address HOST:PORT");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more, not " + attempts);
        }
        if (window < MIN_WINDOW) {
            throw new IllegalArgumentException("window must be " + MIN_WINDOW + " or more, not " + window);
        }
        for (Duration one : List.of(deadline, patience, silence, idle)) {
            if (one.isNegative() || one.isZero()) {
                throw new IllegalArgumentException("a duration must be longer than 0, not " + one);
            }
        }
    }

    /**
     * The usual: 10 seconds for an attempt, 6 attempts within 15 seconds, 15 seconds of silence, 4,096 events on their
     * way, 10 seconds idle.
     *
     * @param addresses as {@code HOST:PORT[,HOST:PORT...]}
     * @throws IllegalArgumentException if they are something else
     */
    public static ClientConfig of(String addresses) {
        return new ClientConfig(
                Arrays.stream(addresses.split(",", -1)).map(RegistryAddress::of).toList(),
                Duration.ofSeconds(10),
                6,
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                4096,
                Duration.ofSeconds(10));
    }

    /** The same with another deadline of one attempt. */
    public ClientConfig withDeadline(Duration other) {
        return new ClientConfig(addresses, other, attempts, patience, silence, window, idle);
    }

    /** The same with other bounds on retries. */
    public ClientConfig withAttempts(int most, Duration inAll) {
        return new ClientConfig(addresses, deadline, most, inAll, silence, window, idle);
    }

    /** The same with another limit on silence. */
    public ClientConfig withSilence(Duration other) {
        return new ClientConfig(addresses, deadline, attempts, patience, other, window, idle);
    }

    /** The same with another window and another idle time of the stream that reads share. */
    public ClientConfig withSharedReads(int events, Duration idleFor) {
        return new ClientConfig(addresses, deadline, attempts, patience, silence, events, idleFor);
    }

    /** The addresses as they are written: {@code HOST:PORT[,HOST:PORT...]}. */
    public String target() {
        return addresses.stream().map(RegistryAddress::toString).collect(Collectors.joining(","));
    }
}
