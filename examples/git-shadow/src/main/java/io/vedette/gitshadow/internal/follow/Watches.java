package io.vedette.gitshadow.internal.follow;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.internal.snapshot.FileStat;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories whose changes the system reports. They are registered while a scan walks, each before it is listed,
 * so that nothing falls between. Directories are known by inode: a path may become another directory.
 */
final class Watches {
    private static final Logger log = LoggerFactory.getLogger(Watches.class);
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final WatchService service;
    private final Map<WatchKey, Set<RepoId>> owners = new HashMap<>();
    private final Map<RepoId, Map<Inode, WatchKey>> watched = new HashMap<>();
    private boolean warned;

    private record Inode(long device, long number) {}

    Watches(WatchService service) {
        this.service = service;
    }

    /** One scan of a repository. */
    final class Round implements ScanListener {
        private final RepoId repo;
        private final Map<Inode, WatchKey> seen = new HashMap<>();
        private boolean complete = true;

        Round(RepoId repo) {
            this.repo = repo;
        }

        @Override
        public void directory(Path directory, FileStat stat) {
            Inode inode = new Inode(stat.device(), stat.inode());
            try {
                WatchKey key = watch(repo, inode, directory);
                seen.put(inode, key);
            } catch (NoSuchFileException | NotDirectoryException e) {
                // The scan will find out.
            } catch (IOException e) {
                complete = false;
                warn(directory, e);
            }
        }

        /** Ends a scan that came through: what it did not see is watched no longer. False if watches are missing. */
        boolean end() {
            retain(repo, seen);
            return complete;
        }
    }

    /** Begins a scan. */
    Round round(RepoId repo) {
        return new Round(repo);
    }

    private synchronized WatchKey watch(RepoId repo, Inode inode, Path directory) throws IOException {
        Map<Inode, WatchKey> mine = watched.computeIfAbsent(repo, r -> new HashMap<>());
        WatchKey known = mine.get(inode);
        if (known != null && known.isValid()) {
            return known;
        }
        WatchKey key = directory.register(service, KINDS);
        owners.computeIfAbsent(key, k -> new HashSet<>(2)).add(repo);
        mine.put(inode, key);
        return key;
    }

    private synchronized void retain(RepoId repo, Map<Inode, WatchKey> seen) {
        Map<Inode, WatchKey> mine = watched.getOrDefault(repo, new HashMap<>());
        Set<WatchKey> kept = new HashSet<>(seen.values());
        mine.values().forEach(key -> {
            if (!kept.contains(key)) {
                release(repo, key);
            }
        });
        mine.keySet().retainAll(seen.keySet());
    }

    /** A repository is watched no longer. */
    synchronized void forget(RepoId repo) {
        Map<Inode, WatchKey> mine = watched.remove(repo);
        if (mine != null) {
            mine.values().forEach(key -> release(repo, key));
        }
    }

    /** The system has dropped a watch, because its directory is gone. */
    synchronized void gone(WatchKey key) {
        owners.remove(key);
    }

    /** Whose directory it is; more than one if directories lie within each other. */
    synchronized Set<RepoId> owners(WatchKey key) {
        return Set.copyOf(owners.getOrDefault(key, Set.of()));
    }

    private void release(RepoId repo, WatchKey key) {
        Set<RepoId> repos = owners.get(key);
        if (repos != null && repos.remove(repo) && repos.isEmpty()) {
            owners.remove(key);
            key.cancel();
        }
    }

    private synchronized void warn(Path directory, @Nullable Exception e) {
        if (!warned) {
            warned = true;
            log.warn(
                    "the system reports no more changes, large trees are polled instead: raise"
                            + " fs.inotify.max_user_watches ({}: {})",
                    directory,
                    String.valueOf(e));
        }
    }
}
