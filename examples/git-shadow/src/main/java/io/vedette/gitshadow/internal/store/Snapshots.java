package io.vedette.gitshadow.internal.store;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.gitshadow.InitPolicy;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.snapshot.Known;
import io.vedette.gitshadow.internal.snapshot.ObjectSink;
import io.vedette.gitshadow.internal.snapshot.Scan;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.gitshadow.internal.snapshot.TreeScanner;
import io.vedette.gitshadow.internal.snapshot.TreeScanner.Mode;
import io.vedette.gitshadow.internal.tree.Removal;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.UnavailableError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes shadows and keeps them up to date. The calls for one repository must not overlap; those for different ones may.
 * They block: files are read and written.
 */
public final class Snapshots {
    private final ShadowFolder folder;
    private final InitPolicy policy;
    private final Clock clock;
    private final ScanListener listener;
    private final Map<RepoId, Known.Directory> known = new ConcurrentHashMap<>();

    /**
     * Snapshots into a folder.
     *
     * @param listener follows all scans
     */
    public Snapshots(ShadowFolder folder, InitPolicy policy, Clock clock, ScanListener listener) {
        this.folder = folder;
        this.policy = policy;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Makes the shadow, complete or not at all; one that is there already is kept as it is.
     *
     * @return what the shadow could not hold
     */
    public Omissions init(RepoInfo repo, Cancellation cancellation) {
        Path place = folder.place(repo.repo());
        try (ShadowRepository there = ShadowRepository.open(place, repo.repo())) {
            if (there != null) {
                return there.omissions();
            }
            Path directory = folder.requireApart(directory(repo));
            Path temporary = Files.createTempDirectory(folder.temporary(), repo.repo() + "-");
            try {
                Scan scan = make(temporary, directory, repo, cancellation);
                Durable.syncTree(temporary, cancellation);
                cancellation.check();
                Durable.moveIn(temporary, place);
                known.put(repo.repo(), scan.root());
                return scan.omissions();
            } finally {
                // Also when it was cancelled.
                Removal.remove(temporary, new Cancellation());
            }
        } catch (IOException e) {
            throw Trouble.writing(place, e);
        }
    }

    private Scan make(Path temporary, Path directory, RepoInfo repo, Cancellation cancellation) throws IOException {
        Instant now = clock.instant();
        String description = RawNames.show(repo.path().value());
        try (ShadowRepository made = ShadowRepository.create(temporary, repo.repo(), description);
                ObjectSink sink = made.firstSink()) {
            ScanListener progress = listener.and(new Progress(description, clock));
            Scan scan = new TreeScanner(directory, sink, policy, progress, cancellation, clock, Mode.FIRST).scan(null);
            made.commitFirst(sink, scan, People.of(repo.creator(), now), now);
            return scan;
        }
    }

    /** As {@link #catchUp(RepoInfo, Author, ScanListener, Cancellation)}, in the program's own name. */
    public CaughtUp catchUp(RepoInfo repo, ScanListener watcher, Cancellation cancellation) {
        return catchUp(repo, null, watcher, cancellation);
    }

    /**
     * Brings the shadow up to date with the directory: one commit, or none if nothing changed.
     *
     * @param author in whose name; null for the program's own
     * @param watcher is told of each directory before it is listed
     * @return what was done
     */
    public CaughtUp catchUp(RepoInfo repo, @Nullable Author author, ScanListener watcher, Cancellation cancellation) {
        Path place = folder.place(repo.repo());
        Path directory = folder.requireApart(directory(repo));
        Known.Directory before = known.get(repo.repo());
        try (ShadowRepository shadow = existing(place, repo.repo())) {
            if (before == null) {
                shadow.sweep();
            }
            try (ObjectSink sink = shadow.sink()) {
                String shown = RawNames.show(repo.path().value());
                ScanListener all = listener.and(watcher).and(new Progress(shown, clock));
                TreeScanner scanner = new TreeScanner(
                        directory,
                        sink,
                        InitPolicy.unlimited(),
                        all,
                        cancellation,
                        clock,
                        before == null ? Mode.AFTER_RESTART : Mode.AGAIN);
                Scan scan = scanner.scan(before);
                cancellation.check();
                Changes changes = shadow.commitNext(sink, scan, author, clock.instant());
                known.put(repo.repo(), scan.root());
                return new CaughtUp(changes, scan.restless());
            }
        } catch (IOException e) {
            throw Trouble.writing(place, e);
        }
    }

    /**
     * What a later snapshot did.
     *
     * @param changes what was committed; null if nothing changed
     * @param restless why it is not complete; null if it is
     */
    public record CaughtUp(
            @Nullable Changes changes, @Nullable String restless) {}

    /** Checks that the shadow is complete and that its directory is there. */
    public void verify(RepoInfo repo) {
        Path place = folder.place(repo.repo());
        requireHere(repo, place);
        try (ShadowRepository shadow = existing(place, repo.repo())) {
            shadow.head();
        } catch (IOException e) {
            throw Trouble.writing(place, e);
        }
        folder.requireApart(directory(repo));
    }

    /** One with a shadow elsewhere misses nothing: its file server was started with another folder. */
    private static void requireHere(RepoInfo repo, Path place) {
        HostPath said = repo.shadow();
        Path there = said == null ? place : RawNames.path(said.value());
        if (!there.equals(place) && Files.notExists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnavailableError(
                    "the shadows are kept in " + there.getParent() + ", but this file server keeps them in "
                            + place.getParent() + ": start it with the other folder, or move the shadows");
        }
    }

    /** Whether the next snapshot has a last one to build on; otherwise it reads all files. */
    public boolean knows(RepoId repo) {
        return known.containsKey(repo);
    }

    /** Forgets what it knows of the directory; the next snapshot reads all files again. */
    public void forget(RepoId repo) {
        known.remove(repo);
    }

    private static ShadowRepository existing(Path place, RepoId repo) throws IOException {
        ShadowRepository shadow = ShadowRepository.open(place, repo);
        if (shadow == null) {
            throw ShadowException.lasting(
                    "the shadow " + place + " is missing: restore it from a backup or initialise again", null);
        }
        return shadow;
    }

    private static Path directory(RepoInfo repo) {
        return RawNames.path(repo.hostPath().value());
    }
}
