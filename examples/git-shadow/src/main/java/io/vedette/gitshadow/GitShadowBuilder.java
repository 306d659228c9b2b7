package io.vedette.gitshadow;

import io.vedette.gitshadow.internal.follow.Pace;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** Describes a {@link GitShadow}. Everything but the folder has a default. */
public final class GitShadowBuilder {
    private final Path shadowFolder;
    private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private boolean insecure;
    private InitPolicy policy = InitPolicy.unlimited();
    private Clock clock = Clock.systemUTC();
    private @Nullable Scheduler scheduler;
    private Duration drainPatience = Duration.ofSeconds(30);
    private int maxUploads = 64;
    private Pace pace = Pace.standard();
    private ScanListener listener = ScanListener.NONE;
    private BiConsumer<RepoInfo, String> onCommit = (repo, changes) -> {};

    GitShadowBuilder(Path shadowFolder) {
        this.shadowFolder = shadowFolder;
    }

    /** Where git clients connect. Default: the loopback address, any free port. */
    public GitShadowBuilder listen(InetSocketAddress address) {
        this.listen = address;
        return this;
    }

    /** Allows an address that others than this machine reach, though nothing is encrypted. Default: false. */
    public GitShadowBuilder insecure(boolean allowed) {
        this.insecure = allowed;
        return this;
    }

    /** Which directories may become repositories. Default: all. */
    public GitShadowBuilder policy(InitPolicy initPolicy) {
        this.policy = initPolicy;
        return this;
    }

    /** Dates commits, and tells which files were written just now. Default: the system's clock. */
    public GitShadowBuilder clock(Clock source) {
        this.clock = source;
        return this;
    }

    /**
     * Runs what reads and writes files; its threads must allow blocking. It stays open when the file server closes.
     * Default: threads of its own, twice as many as processors, and as many again for whole trees.
     */
    public GitShadowBuilder scheduler(Scheduler workers) {
        this.scheduler = workers;
        return this;
    }

    /** How long {@link GitShadow#disableRepo} lets clients finish before it cuts them. Default: 30 s. */
    public GitShadowBuilder drainPatience(Duration patience) {
        this.drainPatience = patience;
        return this;
    }

    /** How many clients are served at once. Default: 64. */
    public GitShadowBuilder maxUploads(int uploads) {
        this.maxUploads = uploads;
        return this;
    }

    /**
     * Told of each commit that follows a change of a tree, with a text for people that says what changed, as "1 added,
     * 2 modified, 0 deleted". Called on a thread that works for this repository: it must be quick and must not throw. Default: nobody.
     */
    public GitShadowBuilder onCommit(BiConsumer<RepoInfo, String> listener) {
        this.onCommit = listener;
        return this;
    }

    GitShadowBuilder pace(Pace following) {
        this.pace = following;
        return this;
    }

    GitShadowBuilder listener(ScanListener scans) {
        this.listener = scans;
        return this;
    }

    /**
     * Takes the shadow folder and begins to listen.
     *
     * @throws ShadowException if the folder is in use or not writable, or the address is refused or cannot be had
     */
    public GitShadow start() {
        return GitShadow.start(new GitShadowConfig(
                shadowFolder,
                listen,
                insecure,
                policy,
                clock,
                scheduler,
                drainPatience,
                maxUploads,
                pace,
                listener,
                onCommit));
    }
}
