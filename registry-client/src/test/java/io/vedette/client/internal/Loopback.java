package io.vedette.client.internal;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.vedette.client.ClientConfig;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real server on this machine, with whatever services a test needs. */
final class Loopback implements AutoCloseable {

    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final Server server;
    private final Socket kept = new Socket(); // has the port, too, and does not listen

    private final int port;

    private Loopback(int wanted, BindableService... services) {
        try {
            kept.setReuseAddress(true);
            kept.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = kept.getLocalPort();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .executor(executor);
        for (BindableService service : services) {
            builder.addService(service);
        }
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Loopback serve(BindableService... services) {
        return new Loopback(0, services);
    }

    static Loopback serveAt(int port, BindableService... services) {
        return new Loopback(port, services);
    }

    /** Stops, and keeps the port from others until what this gives is closed; a server of ours may take it. */
    Closeable closeAndKeepPort() {
        stop();
        return kept;
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    ClientConfig config() {
        return ClientConfig.of(address());
    }

    @Override
    public void close() {
        stop();
        try {
            kept.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
