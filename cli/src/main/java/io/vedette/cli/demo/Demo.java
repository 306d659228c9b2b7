package io.vedette.cli.demo;

import com.fasterxml.uuid.Generators;
import io.vedette.cli.Clients;
import io.vedette.cli.Exit;
import io.vedette.cli.HostPort;
import io.vedette.cli.Kinds;
import io.vedette.cli.Shutdown;
import io.vedette.cli.Stores;
import io.vedette.cli.UserError;
import io.vedette.cli.output.Output;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.Author;
import io.vedette.domain.Filter;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.Start;
import io.vedette.gitshadow.GitShadow;
import io.vedette.observer.Cause;
import io.vedette.observer.Health;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.RepoStatus;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.StorageBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** A registry, an observer and the git-shadow file server in one process, following one tree. */
final class Demo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String REGISTRY = "demo";
    private static final Host HOST = new Host("demo");
    private static final Author CREATOR = new Author("Vedette Demo <demo@localhost>");
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Path tree;
    private final News news;
    private final Board board = new Board();
    private final Map<String, String> unusable = new TreeMap<>();
    private boolean empty;
    private @Nullable Tour tour;
    private final Set<RepoPath> vanished = new HashSet<>();
    private final RegistryClient client;
    private final GitShadow files;
    private final InetSocketAddress server;
    private final Disposable.Composite following = Disposables.composite();

    private Demo(Path tree, News news, RegistryClient client, GitShadow files, InetSocketAddress server) {
        this.tree = tree;
        this.news = news;
        this.client = client;
        this.files = files;
        this.server = server;
    }

    static Demo start(Path tree, Path data, PrintWriter err, Shutdown shutdown) {
        News news = new News(err);
        StorageBackend storage = shutdown.add(Stores.open(data.resolve("registry")));
        RegistryServer server = shutdown.add(RegistryServer.builder(storage)
                .listen("127.0.0.1", 0)
                .workflows(Kinds.known())
                .build());
        InetSocketAddress address = server.start();
        RegistryClient client =
                shutdown.add(Clients.connect(HostPort.of(address).toString(), Duration.ofSeconds(10)));
        GitShadow files = shutdown.add(GitShadow.builder(data.resolve("shadows"))
                .onCommit((repo, changes) -> news.say(repo.path(), "committed: " + changes))
                .start());
        Demo demo = new Demo(tree, news, client, files, address);
        demo.makeRegistry(data);
        demo.watchEvents();
        demo.observe(shutdown);
        return demo;
    }

    private void makeRegistry(Path data) {
        try {
            client.execute(new RegistryCommand.CreateRegistry(REGISTRY)).block();
            client.execute(new RegistryCommand.AddRoot(
                            REGISTRY, new Root(Children.ROOT, HOST, new HostPath(tree.toString()))))
                    .block();
        } catch (RefusedException refused) {
            throw new UserError(
                    Exit.USAGE,
                    "the data in " + data + " belong to another directory (" + refused.getMessage()
                            + "); choose another folder with --data");
        }
    }

    /** The board learns from the same stream that anybody may read. */
    private void watchEvents() {
        following.add(Flux.defer(
                        () -> client.events(new Start.Beginning(), new Filter(Set.of(REGISTRY), List.of(), Set.of())))
                .ofType(SignalFrame.Events.class)
                .concatMapIterable(SignalFrame.Events::events)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(5)))
                .subscribe(this::happened));
    }

    private void happened(Recorded recorded) {
        RepoPath about = board.take(recorded);
        news.say(about, recorded.event().name());
    }

    private void observe(Shutdown shutdown) {
        Observer observer = Observer.builder(client)
                .name("demo")
                .registry(REGISTRY)
                .host(HOST.name())
                .prefixes(Children.ROOT.value())
                .workflows(Kinds.known())
                .initializer(files)
                .processor(files)
                .listener(new Listener())
                .build();
        shutdown.add(() -> observer.close(PATIENCE).block(PATIENCE.plusSeconds(1)));
        following.add(observer.watch()
                .subscribe(nothing -> {}, error -> news.say(null, "the observer ended: " + error.getMessage())));
    }

    /** Makes a repository of each child that is not one yet and was not refused. */
    void adopt() throws IOException {
        Children children = Children.of(tree);
        children.unusable().forEach(this::unusable);
        Set<RepoPath> known = new HashSet<>();
        client.repos(REGISTRY, Children.ROOT).toIterable().forEach(repo -> known.add(new RepoPath(repo.getPath())));
        Set<RepoPath> wanted = new TreeSet<>(children.usable().keySet());
        for (RepoPath path : children.usable().keySet()) {
            if (!known.contains(path) && !board.knows(path) && !init(path)) {
                wanted.remove(path);
            }
        }
        if (known.isEmpty() && wanted.isEmpty() && unusable.isEmpty() && !empty) {
            empty = true;
            news.say(null, "no directory in " + tree + " can become a repository yet");
        }
        board.expect(wanted);
        reportVanished(known, children.usable().keySet());
    }

    private boolean init(RepoPath path) {
        if (unusable.containsKey(path.value())) {
            return false;
        }
        RepoId repo = new RepoId(Generators.timeBasedEpochGenerator().generate());
        try {
            client.execute(new RegistryCommand.InitRepo(REGISTRY, repo, path, CREATOR))
                    .block();
            return true;
        } catch (RefusedException refused) {
            unusable(path.value(), refused.getMessage());
            return false;
        }
    }

    private void unusable(String name, @Nullable String reason) {
        if (unusable.put(name, String.valueOf(reason)) == null) {
            news.say(null, name + ": " + reason);
        }
    }

    private void reportVanished(Set<RepoPath> known, Set<RepoPath> there) {
        vanished.removeAll(there);
        for (RepoPath path : known) {
            if (!there.contains(path) && vanished.add(path)) {
                news.say(path, "its directory has vanished; the shadow keeps what was there");
            }
        }
    }

    /** Ends what an earlier run began with the sample tree, so that the tree is as the registry has it. */
    void finishTour() throws InterruptedException {
        tour().finish();
    }

    /** Shows a move and a freeze; only with the sample tree. */
    void giveTour() throws IOException, InterruptedException {
        tour().show();
        adopt();
    }

    private Tour tour() {
        if (tour == null) {
            tour = new Tour(client, REGISTRY, CREATOR, board, news);
        }
        return tour;
    }

    boolean awaitSettled(Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        Duration slice = Duration.ofSeconds(5);
        while (!board.awaitSettled(slice)) {
            news.say(null, board.settled() + " of " + board.expected() + " repositories settled");
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
        }
        return true;
    }

    boolean anyFailed() {
        return !unusable.isEmpty()
                || (tour != null && tour.failed())
                || board.rows().stream().anyMatch(row -> board.expects(row.path()) && (row.failed() || !row.settled()));
    }

    /** Prints the result; a table leaves out what only programs need. */
    void print(Output output, boolean table) {
        new Result(board, files, unusable, tour == null ? Map.of() : tour.shown()).print(output, table);
    }

    /** Goes on: new children become repositories, vanished ones are reported. */
    void follow() {
        following.add(Flux.interval(LOOK_AGAIN, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .concatMap(tick -> Mono.fromRunnable(this::lookAgain).onErrorResume(error -> {
                    news.say(null, "cannot look at " + tree + ": " + error.getMessage());
                    return Mono.empty();
                }))
                .subscribe());
        news.say(null, "following " + tree + "; end with Ctrl-C");
        news.say(
                null,
                "the registry listens on " + HostPort.of(server) + ": try ./vedette events all --watch --server "
                        + HostPort.of(server));
        board.rows().stream()
                .filter(Board.Row::enabled)
                .findFirst()
                .ifPresent(row ->
                        news.say(row.path(), "clone it: git clone git://" + HostPort.of(files.address()) + row.path()));
    }

    private void lookAgain() {
        try {
            adopt();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        following.dispose();
    }

    /** What the observer does, for people and for the board. */
    private final class Listener implements ObserverListener {
        @Override
        public void effectEnded(Cause cause, String effect, Duration took, @Nullable Throwable error) {
            String how = error == null
                    ? effect + " took " + took.toMillis() + " ms"
                    : effect + " failed, try " + cause.attempt() + ": " + error.getMessage();
            news.say(cause.repository().path(), how);
            if (error == null && effect.equals("processor.enableRepo")) {
                board.opened(cause.repository().repo(), cause.repository().path());
            }
        }

        @Override
        public void rested(RepoStatus status) {
            board.enabled(status.repo(), status.enabled() ? status.version() : 0);
        }

        @Override
        public void healthChanged(Health health) {
            if (!health.isUp()) {
                news.say(null, "observer " + health.status() + ": " + health.reason());
            }
        }
    }
}
