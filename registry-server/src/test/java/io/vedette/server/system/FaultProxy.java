package io.vedette.server.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to a server that can be cut, refused and held up. Its own address stays the same wherever the server listens.
 */
final class FaultProxy implements AutoCloseable {

    private final int port;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private volatile int target;
    private volatile ServerSocket door;
    private Thread doorman;
    private Socket reserved;
    private boolean held;
    private volatile boolean closed;

    FaultProxy() {
        try {
            door = listen(0);
            port = door.getLocalPort();
            doorman = accept(door);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Where new connections go from now on. */
    FaultProxy to(int server) {
        target = server;
        return this;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** How many connections are open. */
    int connections() {
        return pairs.size();
    }

    /** Breaks all connections; new ones are taken. */
    void cut() {
        pairs.forEach(Pair::close);
    }

    /** Breaks all connections and refuses new ones; the port stays ours. */
    void refuse() {
        try {
            door.close();
            join(doorman); // the port is free only when nobody waits at it
            Socket placeholder = new Socket();
            placeholder.setReuseAddress(true);
            placeholder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            reserved = placeholder;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        cut();
    }

    /** Takes new connections again. */
    void admit() {
        try {
            door = listen(port);
            reserved.close();
            doorman = accept(door);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Nothing comes from the server any more, though all connections stay; what it sends piles up on its side. */
    void hold() {
        synchronized (gate) {
            held = true;
        }
    }

    /** Lets flow what was held. */
    void release() {
        synchronized (gate) {
            held = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        release();
        try {
            door.close();
            if (reserved != null) {
                reserved.close();
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        cut();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        return socket;
    }

    private Thread accept(ServerSocket at) {
        return start("fault-proxy-door", () -> {
            while (!at.isClosed()) {
                connect(at.accept());
            }
        });
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        // Small buffers, so that what is held piles up in the server and not in the system.
        server.setReceiveBufferSize(16 << 10);
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
        } catch (IOException away) {
            client.close();
            server.close();
            return;
        }
        Pair pair = new Pair(client, server);
        pairs.add(pair);
        start("fault-proxy-up", () -> pump(pair, client.getInputStream(), server.getOutputStream(), false));
        start("fault-proxy-down", () -> pump(pair, server.getInputStream(), client.getOutputStream(), true));
        if (door.isClosed() || closed) {
            pair.close();
        }
    }

    private void pump(Pair pair, InputStream in, OutputStream out, boolean holdable) throws IOException {
        byte[] bytes = new byte[8 << 10];
        try (pair) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (holdable) {
                    pass();
                }
                out.write(bytes, 0, read);
            }
        }
    }

    private void pass() throws IOException {
        synchronized (gate) {
            while (held) {
                try {
                    gate.wait();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException broken) {
                        // a cut line is what this is for
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Pair implements AutoCloseable {

        private final Socket client;
        private final Socket server;

        private Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        @Override
        public void close() {
            pairs.remove(this);
            try (client;
                    server) {
                // both are closed, whatever happens to the first
            } catch (IOException broken) {
                // closed is closed
            }
        }
    }
}
