package io.vedette.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vedette.cli.Exit;
import io.vedette.cli.HostPort;
import io.vedette.cli.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code GET /metrics} and {@code GET /health} over HTTP, from daemon threads of its own. */
final class MetricsPage implements AutoCloseable {

    /**
     * An answer to {@code /health}.
     *
     * @param ok whether all is well: 200, else 503
     * @param text for people
     */
    record Verdict(boolean ok, String text) {}

    private record Answer(int status, String type, String text) {}

    private static final Logger log = LoggerFactory.getLogger(MetricsPage.class);
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    private final HttpServer http;
    private final ExecutorService threads;
    private final Supplier<String> metrics;
    private final Supplier<Verdict> health;

    private MetricsPage(HttpServer http, Supplier<String> metrics, Supplier<Verdict> health) {
        this.http = http;
        this.metrics = metrics;
        this.health = health;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "vedette-metrics");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens; a port of 0 is any free one. */
    static MetricsPage open(HostPort listen, boolean insecure, Supplier<String> metrics, Supplier<Verdict> health) {
        InetSocketAddress address = allowed(listen, insecure);
        limit("sun.net.httpserver.maxReqTime");
        limit("sun.net.httpserver.maxRspTime");
        try {
            MetricsPage page = new MetricsPage(HttpServer.create(address, BACKLOG), metrics, health);
            page.http.setExecutor(page.threads);
            page.http.createContext("/", page::answer);
            page.http.start();
            return page;
        } catch (IOException failed) {
            throw new UserError(Exit.USAGE, "cannot listen on " + listen + " for metrics: " + failed.getMessage());
        }
    }

    private static InetSocketAddress allowed(HostPort listen, boolean insecure) {
        InetSocketAddress address = listen.socket();
        if (address.isUnresolved()) {
            throw new UserError(
                    Exit.USAGE, "the address to listen on for metrics, " + listen.host() + ", is not known");
        }
        if (!address.getAddress().isLoopbackAddress() && !insecure) {
            throw new UserError(
                    Exit.USAGE,
                    "refuses to listen on " + listen
                            + " for metrics: everyone who reaches it could read them; listen on 127.0.0.1, or allow it with"
                            + " --insecure");
        }
        return address;
    }

    /** Who sends or takes nothing for ten seconds does not keep a thread. */
    private static void limit(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "10");
        }
    }

    InetSocketAddress address() {
        return http.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer =
                    answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answer(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return new Answer(405, PLAIN, "only GET is answered here\n");
        }
        try {
            return switch (path) {
                case "/metrics" -> new Answer(200, PROMETHEUS, metrics.get());
                case "/health" -> {
                    Verdict verdict = health.get();
                    yield new Answer(verdict.ok() ? 200 : 503, PLAIN, verdict.text() + "\n");
                }
                default -> new Answer(404, PLAIN, "nothing is here; see /metrics and /health\n");
            };
        } catch (RuntimeException broken) {
            log.warn("{} could not be answered", path, broken);
            return new Answer(500, PLAIN, "this could not be answered; the log of the process says why\n");
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
