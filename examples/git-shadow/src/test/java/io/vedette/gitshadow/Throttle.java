package io.vedette.gitshadow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Stands between one client and the server, and stops to pass on what the server sends until it is released. */
final class Throttle implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Throttle(InetSocketAddress server, long after) throws IOException {
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(() -> {
            Socket client = listening.accept();
            Socket upstream = new Socket(server.getAddress(), server.getPort());
            daemon(() -> {
                client.getInputStream().transferTo(upstream.getOutputStream());
                upstream.shutdownOutput();
            });
            copy(upstream.getInputStream(), client.getOutputStream(), after);
            client.close();
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits until the client's share has passed. */
    void awaitHeld() throws InterruptedException {
        held.await();
    }

    void release() {
        released.countDown();
    }

    private void copy(InputStream in, OutputStream out, long after) throws IOException, InterruptedException {
        byte[] buffer = new byte[8192];
        long passed = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            passed += n;
            if (passed > after) {
                held.countDown();
                released.await();
            }
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException e) {
                // One side has hung up.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        released.countDown();
        listening.close();
    }
}
