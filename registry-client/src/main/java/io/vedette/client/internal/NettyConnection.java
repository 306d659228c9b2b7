package io.vedette.client.internal;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vedette.client.ClientConfig;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The channel and the threads of one client. All of them end with it. */
final class NettyConnection implements Connection {

    private static final int THREADS = 2;
    private static final int MAX_MESSAGE = 16 << 20;
    private static final int MAX_HEADERS = 64 << 10;
    private static final int FLOW_WINDOW = 1 << 20;
    private static final long RECONNECT_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoopGroup io;
    private final ThreadPoolExecutor executor;
    private final ManagedChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong lastReset = new AtomicLong(System.nanoTime() - RECONNECT_EVERY);

    NettyConnection(ClientConfig config) {
        io = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("vedette-client-io", true), NioIoHandler.newFactory());
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("vedette-client", true),
                (task, ended) -> task.run()); // the last words of calls that were cut off by close
        channel = NettyChannelBuilder.forTarget(StaticAddresses.target(config))
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(io)
                .executor(executor)
                .usePlaintext()
                .disableRetry() // retries are ours: they are bounded in time and counted
                .flowControlWindow(FLOW_WINDOW)
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxInboundMetadataSize(MAX_HEADERS)
                .keepAliveTime(20, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .build();
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    /**
     * Left alone, a channel waits longer and longer before it looks whether the server is
     * back, up to two minutes; here the callers' own back-offs say when, ten times a second at most.
     */
    @Override
    public void wake() {
        if (channel.getState(false) != ConnectivityState.TRANSIENT_FAILURE) {
            return;
        }
        long now = System.nanoTime();
        long last = lastReset.get();
        if (now - last >= RECONNECT_EVERY && lastReset.compareAndSet(last, now)) {
            channel.resetConnectBackoff();
        }
    }

    @Override
    public void beginClose() {
        closed.set(true);
    }

    /** Cuts off all calls; waits less than a second for the threads. */
    @Override
    public void close() {
        beginClose();
        channel.shutdownNow();
        boolean interrupted = false;
        try {
            channel.awaitTermination(400, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        executor.shutdown();
        var loops = io.shutdownGracefully(0, 200, TimeUnit.MILLISECONDS);
        try {
            executor.awaitTermination(200, TimeUnit.MILLISECONDS);
            loops.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
