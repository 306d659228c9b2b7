package io.vedette.gitshadow;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.KeyedWork;
import io.vedette.gitshadow.internal.Workers;
import io.vedette.gitshadow.internal.follow.Follower;
import io.vedette.gitshadow.internal.freeze.Freezes;
import io.vedette.gitshadow.internal.move.Moves;
import io.vedette.gitshadow.internal.serve.Gates;
import io.vedette.gitshadow.internal.serve.GitServer;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.store.ShadowRepository;
import io.vedette.gitshadow.internal.store.Snapshots;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A file server that keeps a bare git repository, the shadow, of each observed directory.
 *
 * <ul>
 *   <li>{@link #initRepo} makes the shadow {@code <folder>/<repository>.git}, complete or not at all, whose first commit
 *       holds the directory's files, links and execute bits exactly. What git cannot hold is left out and listed.
 *   <li>{@link #enableRepo} opens it to clients at {@code git://HOST:PORT<path>}, and makes changes of the directory
 *       commits, within 5 s after the last one.
 *   <li>{@link #moveRepo} copies the directory and its shadow, with the whole history, from a place on the same machine
 *       to hidden names beside their new places; {@link #getRepo} for the new place finishes the move and clears the old
 *       one away. Owners, modes and times come along; hard links become files of their own, holes are filled, and sockets,
 *       pipes, devices, extended attributes and access lists are left out.
 *   <li>{@link #freezeRepo} takes the write permissions of all files and directories and makes the shadow complete;
 *       clients are told. {@link #unfreezeRepo} gives back the very modes that there were.
 *   <li>{@link #disableRepo} closes it at once and completes when no client uses it any more; clients that need longer
 *       than the drain patience are cut.
 * </ul>
 *
 * <p>Files are read and written on a bounded scheduler, never on the caller's thread. All calls are idempotent; those for
 * one repository run one after the other. Errors arrive as {@link StrongError} or {@link WeakError}, whose cause is a
 * {@link ShadowException}.
 *
 * <p>The first file server of a process makes JGit ignore the user's and the machine's git settings, for all code of
 * this process that uses the same copy of JGit, and for good: {@link org.eclipse.jgit.util.SystemReader} has one instance.
 */
public final class GitShadow implements Initializer, Processor, AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(800);

    private final GitShadowConfig config;
    private final Workers workers;
    private final ShadowFolder folder;
    private final KeyedWork work;
    private final Snapshots snapshots;
    private final Moves moves;
    private final Freezes freezes;
    private final Follower follower;
    private final Gates gates = new Gates();
    private final GitServer server;

    private GitShadow(GitShadowConfig config, ShadowFolder folder) {
        this.config = config;
        this.folder = folder;
        Scheduler given = config.scheduler();
        this.workers = given == null
                ? Workers.own(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()))
                : Workers.of(given);
        this.work = new KeyedWork(workers, CLOSE_PATIENCE);
        this.snapshots = new Snapshots(folder, config.policy(), config.clock(), config.listener());
        this.moves = new Moves(folder, config.clock());
        this.freezes = new Freezes(folder, snapshots);
        this.follower = new Follower(snapshots, work, config.pace(), config.onCommit());
        this.server = new GitServer(
                gates, folder, freezes::isFrozen, config.listen(), config.maxUploads(), Schedulers.parallel());
    }

    /** Begins the description of a file server. */
    public static GitShadowBuilder builder(Path shadowFolder) {
        return new GitShadowBuilder(shadowFolder);
    }

    static GitShadow start(GitShadowConfig config) {
        refuseStrangers(config);
        ShadowFolder folder = ShadowFolder.open(config.shadowFolder());
        GitShadow shadow;
        try {
            shadow = new GitShadow(config, folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
        try {
            shadow.server.start();
            shadow.follower.start();
            return shadow;
        } catch (RuntimeException e) {
            shadow.close();
            throw e;
        }
    }

    private static void refuseStrangers(GitShadowConfig config) {
        InetAddress address = config.listen().getAddress();
        if (address == null) {
            throw ShadowException.lasting(
                    "the address to listen on, " + config.listen().getHostString() + ", is not known", null);
        }
        if (!address.isLoopbackAddress() && !config.insecure()) {
            throw ShadowException.lasting(
                    "refuses to listen on " + address.getHostAddress() + ":"
                            + config.listen().getPort()
                            + ": everyone who reaches it could clone; listen on 127.0.0.1, or allow it with insecure"
                            + " (--insecure)",
                    null);
        }
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        RepoInfo info = cause.repository();
        return Mono.defer(() -> moves.isPending(repo)
                        ? work.runLong(repo, cancellation -> {
                            moves.settle(info, cancellation);
                            return verified(info);
                        })
                        : work.run(repo, cancellation -> verified(info)))
                .onErrorMap(ShadowException.class, GitShadow::classified);
    }

    private RepoInfo verified(RepoInfo info) {
        snapshots.verify(info);
        return info;
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        RepoInfo info = cause.repository();
        return work.runLong(repo, cancellation -> {
                    Omissions omissions = snapshots.init(info, cancellation);
                    return info.withShadow(place(repo), omissions);
                })
                .onErrorMap(ShadowException.class, GitShadow::classified);
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return work.runLong(order.repo(), cancellation -> {
                    moves.bring(order, cancellation);
                    return place(order.repo());
                })
                .onErrorMap(ShadowException.class, GitShadow::classified);
    }

    @Override
    public Mono<Void> discardMove(MoveOrder order) {
        return longWork(order.repo(), cancellation -> moves.discard(order, cancellation));
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return Mono.defer(() -> snapshots.knows(info.repo()) && !freezes.isToAlign(info)
                        ? work.run(info.repo(), cancellation -> enable(info, cancellation))
                        : work.runLong(info.repo(), cancellation -> enable(info, cancellation)))
                .onErrorMap(ShadowException.class, GitShadow::classified);
    }

    private @Nullable Void enable(RepoInfo info, Cancellation cancellation) {
        if (freezes.isToAlign(info)) {
            freezes.align(info, cancellation);
        }
        follower.follow(info, cancellation);
        cancellation.check();
        gates.open(info.repo(), info.path());
        return null;
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        // The second time is for an enabling that was cancelled and ended only after the first.
        return Mono.when(shut(repo), follower.forget(repo)).then(shut(repo));
    }

    private Mono<Void> shut(RepoId repo) {
        return Mono.defer(() -> gates.close(repo, config.drainPatience(), Schedulers.parallel()));
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return longWork(repo, cancellation -> freezes.freeze(cause.repository(), author, cancellation));
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return longWork(repo, cancellation -> freezes.unfreeze(cause.repository(), cancellation));
    }

    /** Where clients find the repositories. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** The repository's shadow as it is now; empty if there is none. Errors as those of the effects. */
    public Mono<ShadowStatus> status(RepoId repo) {
        return work.beside(cancellation -> read(repo))
                .flatMap(Mono::justOrEmpty)
                .onErrorMap(ShadowException.class, GitShadow::classified);
    }

    private Optional<ShadowStatus> read(RepoId repo) throws IOException {
        try (ShadowRepository shadow = ShadowRepository.open(folder.place(repo), repo)) {
            return shadow == null
                    ? Optional.empty()
                    : Optional.of(new ShadowStatus(
                            shadow.head().name(),
                            shadow.files(),
                            shadow.omissions(),
                            gates.isOpen(repo),
                            freezes.isFrozen(repo),
                            gates.uploads(repo),
                            follower.failure(repo)));
        }
    }

    private HostPath place(RepoId repo) {
        return new HostPath(RawNames.text(folder.place(repo)));
    }

    private Mono<Void> longWork(RepoId repo, Consumer<Cancellation> task) {
        return work.<Void>runLong(repo, cancellation -> {
                    task.accept(cancellation);
                    return null;
                })
                .onErrorMap(ShadowException.class, GitShadow::classified);
    }

    private static Throwable classified(ShadowException e) {
        String message = String.valueOf(e.getMessage());
        return e.isPassing() ? new WeakError(message, e) : new StrongError(message, e);
    }

    /**
     * Cuts all clients, stops running work, and frees the shadow folder. Takes at most 1 s; what does not stop in that
     * time, as on a disk that hangs, ends later.
     */
    @Override
    public void close() {
        server.close();
        work.close();
        try {
            follower.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            workers.dispose();
            folder.close();
        }
    }
}
