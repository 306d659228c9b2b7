package io.vedette.gitshadow.internal.serve;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.store.ShadowRepository;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.DaemonClient;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Serves open repositories over the git protocol, for reading only. Each connection has a thread of its own; at most a
 * fixed number of uploads run at once, and one more is told to come again. A client that does nothing for minutes is
 * cut.
 */
public final class GitServer implements AutoCloseable {
    private static final int REQUEST_TIMEOUT_SECONDS = 30;
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int MAX_SHOWN = 200;
    private static final String SUFFIX = ".git";

    private final Gates gates;
    private final ShadowFolder folder;
    private final Predicate<RepoId> frozen;
    private final Semaphore permits;
    private final Daemon daemon;
    private final Scheduler timer;
    private @Nullable Disposable sweeper;

    /**
     * A server that does not listen yet.
     *
     * @param frozen the repositories whose clients are told that they are read-only
     * @param listen the address; port 0 takes any free one
     * @param maxUploads how many uploads may run at once
     * @param timer looks for idle clients
     */
    public GitServer(
            Gates gates,
            ShadowFolder folder,
            Predicate<RepoId> frozen,
            InetSocketAddress listen,
            int maxUploads,
            Scheduler timer) {
        this.gates = gates;
        this.frozen = frozen;
        this.folder = folder;
        this.timer = timer;
        this.permits = new Semaphore(maxUploads);
        this.daemon = new Daemon(listen);
        daemon.setTimeout(REQUEST_TIMEOUT_SECONDS);
        daemon.setRepositoryResolver((client, name) -> resolve(name));
        daemon.setUploadPackFactory(this::uploadPack);
    }

    /**
     * Begins to listen.
     *
     * @throws ShadowException if the address cannot be had
     */
    public void start() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        // The daemon's threads take after the one that starts it, and they must not keep a program alive.
        Thread starter = new Thread(() -> start(started), "git-shadow-start");
        starter.setDaemon(true);
        starter.start();
        try {
            started.join();
        } catch (CompletionException e) {
            throw ShadowException.lasting(
                    "cannot listen on " + daemon.getAddress() + ": " + e.getCause() + ": choose another address", e);
        }
        sweeper = timer.schedulePeriodically(
                () -> gates.cutIdle(System.nanoTime() - IDLE.toNanos()), 10, 10, TimeUnit.SECONDS);
    }

    private void start(CompletableFuture<Void> started) {
        try {
            daemon.start();
            started.complete(null);
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return daemon.getAddress();
    }

    /** The daemon shows clients nothing of an exception, so what cannot be served is a repository that says why. */
    private Repository resolve(String asked) {
        RepoId repo = gates.find("/" + asked);
        if (repo == null) {
            return new RefusedRepository("repository /" + shown(asked) + " is not enabled");
        }
        try {
            return ShadowRepository.repository(folder.place(repo));
        } catch (IOException e) {
            return new RefusedRepository("repository /" + shown(asked) + " cannot be opened, ask its administrator");
        }
    }

    private UploadPack uploadPack(DaemonClient client, Repository git) {
        if (git instanceof RefusedRepository refused) {
            return new RefusedUpload(refused);
        }
        String directory = git.getDirectory().getName();
        RepoId repo = RepoId.of(directory.substring(0, directory.length() - SUFFIX.length()));
        ServedUpload upload = new ServedUpload(git, repo, gates, permits, client.getInputStream());
        if (frozen.test(repo)) {
            upload.setPreUploadHook(new Notice("this repository is frozen (read-only)"));
        }
        return upload;
    }

    private static String shown(String asked) {
        String shown = RawNames.show(asked);
        return shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "…";
    }

    /** Stops listening and cuts all clients. */
    @Override
    public void close() {
        daemon.stop();
        if (sweeper != null) {
            sweeper.dispose();
        }
        gates.closeAll();
    }
}
