package io.vedette.cli.kill;

import io.vedette.cli.Clients;
import io.vedette.cli.Ports;
import io.vedette.cli.VedetteProcess;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Command;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.proto.v1.ActivityState;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** A registry in a process of its own that keeps its port and its data however often it dies, and what it was sent. */
final class KeptRegistry implements AutoCloseable {

    static final String NAME = "exreg";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AGAIN = Duration.ofMillis(100);

    final CommandLog log;
    final RegistryClient client;
    private final Path folder;
    private final int port;
    private final List<Command> first = new ArrayList<>(List.of(new RegistryCommand.CreateRegistry(NAME)));
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private @Nullable VedetteProcess process;
    private volatile boolean closed;

    /**
     * A registry that does not run yet.
     *
     * @param setUp the commands that go before all others
     */
    KeptRegistry(Path folder, Random random, List<? extends Command> setUp) throws IOException {
        this.folder = folder;
        log = new CommandLog(random);
        first.addAll(setUp);
        port = Ports.free();
        client = Clients.connect(address(), PATIENCE);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Starts it; does not wait until it serves. */
    void start(List<String> options) throws IOException {
        process = VedetteProcess.start(
                folder, options, "registry", "serve", "--data", "data", "--listen", "127.0.0.1:" + port);
    }

    VedetteProcess process() {
        return Objects.requireNonNull(process);
    }

    /** Sends commands one after the other until each is acknowledged, however long it is away. */
    void send(List<? extends Command> commands) {
        send(commands, KeptRegistry::mayPass);
    }

    /** As {@link #send}, also as long as it refuses one, as before its time. */
    void insist(Command command) {
        send(List.of(command), error -> mayPass(error) || error instanceof RefusedException);
    }

    private void send(List<? extends Command> commands, Predicate<Throwable> again) {
        List<Command> all = new ArrayList<>(first);
        first.clear();
        all.addAll(commands);
        CompletableFuture<Void> before = work;
        work = Flux.fromIterable(all)
                .concatMap(command -> log.execute(client, command)
                        .retryWhen(
                                Retry.fixedDelay(Long.MAX_VALUE, AGAIN).filter(error -> !closed && again.test(error))))
                .then()
                .toFuture()
                .thenCombine(before, (done, earlier) -> null);
    }

    private static boolean mayPass(Throwable error) {
        return error instanceof UnreachableException
                || (error instanceof RefusedException no && no.refusal().code() == Refusal.Code.UNAVAILABLE);
    }

    /** Whether all commands were acknowledged; fails if one was refused. */
    boolean hasTakenAll() {
        boolean done = work.isDone();
        if (done) {
            work.join();
        }
        return done;
    }

    /**
     * What is not at rest; null if all is.
     *
     * @param observers how many there are
     * @param activities how many they have in all
     */
    @Nullable
    String restless(int observers, int activities) {
        List<ExplainReply> replies = Objects.requireNonNull(
                client.explain(ExplainRequest.newBuilder().setAll(true).build())
                        .collectList()
                        .block());
        long answering =
                replies.stream().map(ExplainReply::getObserver).distinct().count();
        if (answering != observers || replies.stream().anyMatch(ExplainReply::getSilent)) {
            return "not every observer answers: " + replies;
        }
        List<Explanation> rows = replies.stream()
                .flatMap(reply -> reply.getExplanationsList().stream())
                .toList();
        for (Explanation row : rows) {
            if (row.getState() != ActivityState.SLEEPING
                    || row.getTailVersion() < row.getHeadVersion()
                    || row.getPendingCount() > 0) {
                return "not at rest: " + row;
            }
        }
        return rows.size() == activities ? null : "activities: " + rows;
    }

    /** What it said last. */
    String said() {
        return said(process);
    }

    static String said(@Nullable VedetteProcess process) {
        return process == null ? "none" : String.join("\n", process.err());
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        if (process != null) {
            process.kill();
        }
        client.close();
    }
}
