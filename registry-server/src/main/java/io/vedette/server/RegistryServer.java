package io.vedette.server;

import io.vedette.server.internal.Core;
import io.vedette.server.internal.Listener;
import io.vedette.server.internal.Settings;
import io.vedette.server.internal.Threads;
import io.vedette.server.internal.Workers;
import io.vedette.server.internal.state.Retention;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowKinds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * A registry over gRPC: commands, histories, subscriptions, queries, links of observers, health and reflection.
 *
 * <p>When the store has broken down for good it goes on answering queries, and health says that it does not serve.
 *
 * <p>Starts once, closes once. Several may run in one process. The store belongs to the caller, who closes it after the
 * server.
 */
public final class RegistryServer implements AutoCloseable {

    /** The port where a registry listens unless told otherwise. */
    public static final int DEFAULT_PORT = 7420;

    private static final Logger log = LoggerFactory.getLogger(RegistryServer.class);

    /** Of the time to close, so much is kept for ending by force. */
    private static final Duration BY_FORCE = Duration.ofMillis(500);

    private final Builder settings;
    private final ExecutorService workers = Workers.pool("vedette-server");
    private final Core core;
    private final Disposable.Swap breakdown = Disposables.swap();
    private @Nullable Listener listener;
    private boolean closed;

    private RegistryServer(Builder settings) {
        this.settings = settings;
        this.core = new Core(settings.storage, settings.inside, Threads.beside(workers));
    }

    /** Starts a builder with the defaults. */
    public static Builder builder(StorageBackend storage) {
        return new Builder(storage);
    }

    /**
     * Loads the registries, then serves. Blocks until then.
     *
     * @return where it listens
     * @throws ServerStartException if it cannot; it is closed then
     */
    public synchronized InetSocketAddress start() {
        if (listener != null || closed) {
            throw new IllegalStateException("a registry server starts once");
        }
        try {
            InetSocketAddress address = allowedAddress();
            Listener opened = new Listener(address, core.services(), workers);
            listener = opened;
            InetSocketAddress bound = opened.open();
            core.start().block();
            opened.serve();
            breakdown.update(settings.storage.breakdown().subscribe(reason -> {
                log.error("The registry takes no commands any more: {}", reason);
                opened.disqualify();
            }));
            log.info("The registry listens on {}", text(bound));
            return bound;
        } catch (IOException taken) {
            close();
            throw new ServerStartException(
                    "cannot listen on " + settings.host + ":" + settings.port + ": " + rootMessage(taken)
                            + "; choose another port, or stop what listens there",
                    taken);
        } catch (RuntimeException failed) {
            close();
            throw failed instanceof ServerStartException known
                    ? known
                    : new ServerStartException("cannot load the registries: " + failed.getMessage(), failed);
        }
    }

    private InetSocketAddress allowedAddress() {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.host);
        } catch (UnknownHostException unknown) {
            throw new ServerStartException("the address to listen on, " + settings.host + ", is not known", unknown);
        }
        if (!address.isLoopbackAddress() && !settings.insecure) {
            throw new ServerStartException(
                    "refuses to listen on " + settings.host + ":" + settings.port
                            + ": without TLS everyone who reaches it could command it; listen on 127.0.0.1, or allow"
                            + " it with insecure (--insecure)",
                    null);
        }
        return new InetSocketAddress(address, settings.port);
    }

    /**
     * Takes no new calls, ends streams, lets commands under way end, ends the rest by force when the time is over.
     * Returns at the latest after the shutdown timeout; closing again does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        long deadline =
                System.nanoTime() + settings.shutdownTimeout.minus(BY_FORCE).toNanos();
        Listener open = listener;
        try {
            if (open != null) {
                open.drain();
            }
            core.endStreams();
            core.closeProcesses(left(deadline)).block(left(deadline).plus(BY_FORCE.dividedBy(2)));
            if (open != null && !open.awaitDrained(left(deadline).toMillis())) {
                log.warn("Calls were still under way after {}; they are ended", settings.shutdownTimeout);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unclean) {
            log.warn("Stopping was not clean", unclean);
        } finally {
            if (open != null) {
                open.close();
            }
            breakdown.dispose();
            core.stop();
            workers.shutdown();
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Its inside, for tests. */
    Core core() {
        return core;
    }

    /** Settings of a server. */
    public static final class Builder {
        private final StorageBackend storage;
        private String host = "127.0.0.1";
        private int port = DEFAULT_PORT;
        private boolean insecure;
        private Duration shutdownTimeout = Duration.ofSeconds(3);
        private Settings inside = Settings.STANDARD;

        private Builder(StorageBackend storage) {
            this.storage = storage;
        }

        /** Where to listen; port 0 for any free one. Default 127.0.0.1 and {@link #DEFAULT_PORT}. */
        public Builder listen(String host, int port) {
            this.host = host;
            this.port = port;
            return this;
        }

        /** Allows an address that others than this machine reach, though nothing is encrypted. Default false. */
        public Builder insecure(boolean insecure) {
            this.insecure = insecure;
            return this;
        }

        /** How long closing may take; at least a second, default three. */
        public Builder shutdownTimeout(Duration timeout) {
            if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("closing takes up to a second at least");
            }
            this.shutdownTimeout = timeout;
            return this;
        }

        /** Followers get a sign of life at least so often; default five seconds. */
        public Builder heartbeat(Duration heartbeat) {
            this.inside = inside.withHeartbeat(heartbeat);
            return this;
        }

        /** The clock that gives events their time; default the system's. */
        public Builder clock(InstantSource clock) {
            this.inside = inside.withClock(clock);
            return this;
        }

        /** The kinds of workflow that it knows; default {@link WorkflowKinds#builtIn()}. */
        public Builder workflows(WorkflowKinds kinds) {
            this.inside =
                    inside.withWorkflows(new Retention(kinds, inside.workflows().ended()));
            return this;
        }

        /**
         * Workflows that have ended stay at hand for so long, by the time of events; default seven days. Older ones are
         * read again when somebody asks for them.
         */
        public Builder workflowRetention(Duration retention) {
            if (retention.isNegative()) {
                throw new IllegalArgumentException("the retention of workflows must not be negative");
            }
            this.inside = inside.withWorkflows(new Retention(inside.workflows().kinds(), retention));
            return this;
        }

        /** For tests: other bounds. */
        Builder inside(Settings settings) {
            this.inside = settings;
            return this;
        }

        /** Builds the server; it does nothing before {@link RegistryServer#start}. */
        public RegistryServer build() {
            return new RegistryServer(this);
        }
    }
}
