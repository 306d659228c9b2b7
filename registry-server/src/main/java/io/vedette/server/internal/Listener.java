package io.vedette.server.internal;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.vedette.server.internal.grpc.Gzip;
import io.vedette.server.internal.grpc.WellFormed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The gRPC server: services, health of each by its name, reflection. */
public final class Listener {

    /** Beyond this gRPC ends a call its own way, which may cost the client its connection. */
    private static final int MAX_MESSAGE = 4 * WellFormed.LARGEST;

    private final StartGate gate = new StartGate();
    private final CallsUnderWay calls = new CallsUnderWay();
    private final HealthStatusManager health = new HealthStatusManager();
    private final List<BindableService> services;
    private final Server server;

    /** Listens from {@link #open} on. */
    public Listener(InetSocketAddress address, List<BindableService> services, Executor executor) {
        this.services = services;
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .executor(executor)
                .maxInboundMessageSize(MAX_MESSAGE)
                .decompressorRegistry(Gzip.registry())
                // A watcher is idle for hours; its own keep-alive finds a dead connection.
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(20, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS);
        services.forEach(service -> builder.addService(WellFormed.inFrontOf(service.bindService(), gate, calls)));
        builder.addService(WellFormed.inFrontOf(health.getHealthService().bindService()));
        builder.addService(
                WellFormed.inFrontOf(ProtoReflectionServiceV1.newInstance().bindService()));
        server = builder.build();
        setHealth(ServingStatus.NOT_SERVING);
    }

    /** Opens the port; calls are refused until {@link #serve}. */
    public InetSocketAddress open() throws IOException {
        server.start();
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** All is ready. */
    public void serve() {
        gate.open();
        setHealth(ServingStatus.SERVING);
    }

    /** Goes on answering, but says that others are to be asked. */
    public void disqualify() {
        setHealth(ServingStatus.NOT_SERVING);
    }

    /** Says that it stops, and takes no new calls. */
    public void drain() {
        health.enterTerminalState();
        server.shutdown();
    }

    /** Waits for calls to end, those to health and reflection left out; false if some did not. Once only. */
    public boolean awaitDrained(long millis) throws InterruptedException {
        return calls.awaitNone(millis);
    }

    /** Ends all calls; waits a moment for their ends to be handled. */
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void setHealth(ServingStatus status) {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        for (BindableService service : services) {
            health.setStatus(service.bindService().getServiceDescriptor().getName(), status);
        }
    }
}
