package io.vedette.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine for servers that come and go, and keep their address. */
public final class Ports {

    /** Below those that systems give to whoever asks for any, so that nobody gets one while its server is away. */
    private static final int FIRST = 10_000;

    private static final int LAST = 30_000;

    private Ports() {}

    /** One at which nobody listens now. */
    public static int free() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                if (attempt == 100) {
                    throw taken;
                }
            }
        }
    }
}
