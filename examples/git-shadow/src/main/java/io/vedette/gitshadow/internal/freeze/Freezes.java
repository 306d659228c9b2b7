package io.vedette.gitshadow.internal.freeze;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.freeze.ModeList.Stage;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.store.Snapshots;
import io.vedette.gitshadow.internal.store.Trouble;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freezes repositories: their trees become read-only, and their shadows hold what is in them. All or nothing: a tree that
 * cannot be frozen gets its modes back. The calls for one repository must not overlap. They block.
 */
public final class Freezes {
    private static final Logger log = LoggerFactory.getLogger(Freezes.class);

    private final ShadowFolder folder;
    private final Snapshots snapshots;
    private final Set<RepoId> frozen = ConcurrentHashMap.newKeySet();
    private final Set<RepoId> listed = ConcurrentHashMap.newKeySet();

    /** Freezes of a folder's repositories; finds those that there are. */
    public Freezes(ShadowFolder folder, Snapshots snapshots) {
        this.folder = folder;
        this.snapshots = snapshots;
        try {
            for (RepoId repo : folder.repositories(ModeList.DIRECTORY, name -> true)) {
                find(repo);
            }
        } catch (IOException e) {
            throw Trouble.with("cannot read the former modes in " + folder.root(), e);
        }
    }

    private void find(RepoId repo) throws IOException {
        listed.add(repo);
        try {
            if (ModeList.read(folder, repo).filter(Freezes::isFrozen).isPresent()) {
                frozen.add(repo);
            }
        } catch (ShadowException damaged) {
            // The calls for this repository fail with it as well.
            log.warn("{}", damaged.getMessage());
        }
    }

    private static boolean isFrozen(ModeList modes) {
        return modes.stage() == Stage.FROZEN;
    }

    /** Whether all of a repository's tree has been made read-only. */
    public boolean isFrozen(RepoId repo) {
        return frozen.contains(repo);
    }

    /** Whether {@link #align} would have to look at the tree of an opened repository. */
    public boolean isToAlign(RepoInfo repo) {
        return switch (repo.tier()) {
            case ONLINE -> listed.contains(repo.repo());
            case FROZEN -> !frozen.contains(repo.repo());
            default -> false;
        };
    }

    /** Takes back what a change of tier that was given up has left, or the half of it. */
    public void align(RepoInfo repo, Cancellation cancellation) {
        switch (repo.tier()) {
            case ONLINE -> unfreeze(repo, cancellation);
            case FROZEN -> freeze(repo, repo.creator(), cancellation);
            default -> cancellation.check();
        }
    }

    /**
     * Makes a tree read-only and its shadow complete. One that is frozen stays so.
     *
     * @param author of the commits
     * @throws ShadowException if that cannot be; the tree then has its modes again
     */
    public void freeze(RepoInfo repo, Author author, Cancellation cancellation) {
        RepoId id = repo.repo();
        try {
            Path root = folder.requireApart(RawNames.path(repo.hostPath().value()));
            Optional<ModeList> found = ModeList.read(folder, id);
            if (found.filter(Freezes::isFrozen).isPresent()) {
                return;
            }
            commit(repo, author, cancellation);
            ModeList modes = found.orElseGet(() -> ModeList.empty(folder, id));
            listed.add(id);
            ReadOnlyTree tree = new ReadOnlyTree(root, modes, cancellation);
            try {
                tree.freeze();
                commit(repo, author, cancellation);
                modes.save(Stage.FROZEN);
            } catch (CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                giveUp(tree, id, e);
                throw e;
            }
            frozen.add(id);
        } catch (IOException e) {
            throw Trouble.with("cannot freeze " + repo.hostPath(), e);
        }
    }

    private void giveUp(ReadOnlyTree tree, RepoId repo, Exception reason) {
        try {
            tree.thaw();
            listed.remove(repo);
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void commit(RepoInfo repo, Author author, Cancellation cancellation) {
        String restless =
                snapshots.catchUp(repo, author, ScanListener.NONE, cancellation).restless();
        if (restless != null) {
            throw ShadowException.passing(restless, null);
        }
    }

    /** Gives a tree its former modes; one that is not frozen stays as it is. */
    public void unfreeze(RepoInfo repo, Cancellation cancellation) {
        RepoId id = repo.repo();
        try {
            Optional<ModeList> modes = ModeList.read(folder, id);
            frozen.remove(id);
            if (modes.isPresent()) {
                Path root = folder.requireApart(RawNames.path(repo.hostPath().value()));
                new ReadOnlyTree(root, modes.get(), cancellation).thaw();
            }
            listed.remove(id);
        } catch (IOException e) {
            throw Trouble.with("cannot unfreeze " + repo.hostPath(), e);
        }
    }
}
