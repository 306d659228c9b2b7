package io.vedette.server.internal;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.vedette.server.internal.command.CommandEndpoint;
import io.vedette.server.internal.command.CommandHandler;
import io.vedette.server.internal.command.Mailboxes;
import io.vedette.server.internal.feed.CommitFeed;
import io.vedette.server.internal.feed.CommitRing;
import io.vedette.server.internal.imports.ImportEndpoint;
import io.vedette.server.internal.imports.ImportHandler;
import io.vedette.server.internal.journal.JournalEndpoint;
import io.vedette.server.internal.link.ExplainEndpoint;
import io.vedette.server.internal.link.LeverEndpoint;
import io.vedette.server.internal.link.LinkEndpoint;
import io.vedette.server.internal.link.Links;
import io.vedette.server.internal.link.OwnAnswers;
import io.vedette.server.internal.process.Processes;
import io.vedette.server.internal.query.QueryEndpoint;
import io.vedette.server.internal.signal.SignalHub;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.LogTime;
import io.vedette.server.internal.state.RepoViews;
import io.vedette.server.storage.StorageBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** All of a registry but its listener: the parts, how they hang together, and the order in which they start and stop. */
public final class Core {

    private final StorageBackend storage;
    private final CommitFeed feed;
    private final CommitRing ring;
    private final Mailboxes mailboxes;
    private final RepoViews repos;
    private final SignalHub hub;
    private final Processes processes;
    private final JournalEndpoint journals;
    private final Links links = new Links();
    private final List<BindableService> services;
    private final Duration heartbeat;
    private final Threads threads;

    /** Puts the parts together; nothing runs yet. */
    public Core(StorageBackend storage, Settings settings, Threads threads) {
        this.storage = storage;
        this.threads = threads;
        Executor executor = threads.workers();
        heartbeat = settings.heartbeat();
        Folded folded =
                Folded.of(storage, new LogTime(storage, settings.clock()), settings.keptRepos(), settings.workflows());
        repos = folded.repos();
        ring = new CommitRing(settings.ringEvents(), settings.ringBytes(), storage.end());
        feed = new CommitFeed(storage, folded, ring, threads.feed());
        mailboxes = new Mailboxes(executor, Mailboxes.LETTERS);
        CommandHandler handler = new CommandHandler(storage, folded, mailboxes, settings.clock());
        hub = new SignalHub(storage, folded, ring, executor);
        processes = new Processes(folded, handler, threads);
        feed.listen(hub);
        feed.listen(processes);
        journals = new JournalEndpoint(storage, folded, hub, executor);
        OwnAnswers own = new OwnAnswers(processes);
        services = List.of(
                new CommandEndpoint(handler),
                journals,
                new ImportEndpoint(
                        storage,
                        new ImportHandler(storage, folded.registries(), folded.imports(), mailboxes, settings.clock())),
                new QueryEndpoint(folded, processes),
                new LinkEndpoint(links),
                new ExplainEndpoint(links, own, threads.timer()),
                new LeverEndpoint(links, own, threads.timer()));
    }

    /** What it offers over gRPC. */
    public List<BindableService> services() {
        return services;
    }

    /** Completes when all registries are loaded and the store is followed. */
    public Mono<Void> start() {
        // Twice as often as promised, so that a late timer does not break the promise.
        long period = Math.max(1, heartbeat.toMillis() / 2);
        threads.timer().schedulePeriodically(hub::tick, period, period, TimeUnit.MILLISECONDS);
        return feed.start();
    }

    /** Ends what would go on for ever, and takes no more commands. */
    public void endStreams() {
        hub.close();
        journals.close();
        links.close();
        mailboxes.close();
    }

    /** Whether no command is under way. */
    public boolean isIdle() {
        return mailboxes.isIdle();
    }

    /** Ends the processes, at the latest shortly after the deadline. */
    public Mono<Void> closeProcesses(Duration deadline) {
        return processes.close(deadline);
    }

    /** Ends the rest. */
    public void stop() {
        feed.stop();
        threads.end();
    }

    /** Whether all that is stored was folded and told. */
    public boolean isFollowed() {
        return ring.end().position() == storage.end().position();
    }

    /** Its processes, for tests. */
    public Processes processes() {
        return processes;
    }

    /** Its folded repositories, for tests. */
    public RepoViews repos() {
        return repos;
    }

    /** Its commands under way, for tests. */
    public Mailboxes mailboxes() {
        return mailboxes;
    }

    /** Its followers, for tests. */
    public SignalHub hub() {
        return hub;
    }

    /** How many observers are linked, for tests. */
    public int linked() {
        return links.size();
    }

    /** Whether an instance of an observer is linked, for tests. */
    public boolean hasLinked(ByteString instance) {
        return links.contains(instance);
    }
}
