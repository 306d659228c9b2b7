package io.vedette.gitshadow.internal.freeze;

import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.freeze.ModeList.Stage;
import io.vedette.gitshadow.internal.snapshot.FileStat;
import io.vedette.gitshadow.internal.store.Trouble;
import io.vedette.gitshadow.internal.tree.Listing;
import io.vedette.gitshadow.internal.tree.Metadata;
import io.vedette.gitshadow.internal.tree.RawName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the write permissions of all files and directories of a tree, and gives them back. What is taken is written down
 * first. Links and special files are left alone. It can be stopped anywhere, and goes on at the next call.
 */
final class ReadOnlyTree {
    private static final Logger log = LoggerFactory.getLogger(ReadOnlyTree.class);
    private static final int ROUNDS = 6;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final int SHOWN = 10;

    private final Path root;
    private final ModeList modes;
    private final Cancellation cancellation;

    ReadOnlyTree(Path root, ModeList modes, Cancellation cancellation) {
        this.root = root;
        this.modes = modes;
        this.cancellation = cancellation;
    }

    /**
     * Makes it read-only: looks through it until nothing in it is writable.
     *
     * @throws ShadowException if something cannot be made read-only, or new files come all the time; the tree is then
     *     partly read-only
     */
    void freeze() throws IOException {
        modes.save(Stage.FREEZING);
        Map<RawName, Former> found = writable();
        for (int round = 0; !found.isEmpty(); round++) {
            if (round == ROUNDS) {
                throw ShadowException.passing(
                        "files of " + RawNames.show(root) + " become writable all the time, last "
                                + found.keySet().iterator().next() + ": try again when it is at rest",
                        null);
            }
            modes.former().putAll(found);
            modes.save(Stage.FREEZING);
            for (Map.Entry<RawName, Former> each : found.entrySet()) {
                cancellation.check();
                close(each.getKey(), each.getValue());
            }
            // For those who are just about to make or change a file.
            cancellation.pause(Duration.ofMillis(FIRST_PAUSE_MILLIS << round));
            found = writable();
        }
    }

    private void close(RawName name, Former former) {
        Path path = name.in(root);
        try {
            FileStat now = FileStat.of(path);
            // Another file under this name is found in the next round.
            if (now != null && former.equals(Former.of(now))) {
                Metadata.mode(path, former.permissions() & ~Former.WRITE);
            }
        } catch (NoSuchFileException vanished) {
            log.debug("{} vanished while it was made read-only", path);
        } catch (IOException e) {
            throw ShadowException.lasting(
                    Trouble.reason(e) + ": cannot make " + RawNames.show(path)
                            + " read-only: let this user own it, on a file system that can be written",
                    e);
        }
    }

    /** What is writable now, parents first. */
    private Map<RawName, Former> writable() throws IOException {
        Map<RawName, Former> found = new LinkedHashMap<>();
        FileStat stat = FileStat.of(root);
        if (stat == null || !stat.isDirectory()) {
            throw ShadowException.lasting("directory " + RawNames.show(root) + " does not exist: create it", null);
        }
        look(root, stat, RawName.ROOT, found);
        return found;
    }

    private void look(Path path, FileStat stat, RawName name, Map<RawName, Former> found) throws IOException {
        cancellation.check();
        if ((stat.isFile() || stat.isDirectory()) && Former.isWritable(stat)) {
            found.put(name, Former.of(stat));
        }
        if (!stat.isDirectory()) {
            return;
        }
        for (Path entry : Listing.of(path)) {
            FileStat each = FileStat.of(entry);
            if (each != null) {
                look(entry, each, name.child(entry), found);
            }
        }
    }

    /**
     * Gives everything its former modes. What has vanished or was replaced since is left alone, and named in the log.
     *
     * @throws ShadowException if the modes of something cannot be set; all others are
     */
    void thaw() throws IOException {
        if (modes.stage() != Stage.FREEZING) {
            modes.save(Stage.THAWING);
        }
        List<RawName> lost = new ArrayList<>();
        ShadowException first = null;
        for (Map.Entry<RawName, Former> each : modes.former().entrySet()) {
            cancellation.check();
            first = open(each.getKey(), each.getValue(), lost, first);
        }
        if (first != null) {
            throw first;
        }
        if (!lost.isEmpty()) {
            log.warn(
                    "{}: {} files could not get back their former modes, since they have vanished or were replaced: {}{}",
                    RawNames.show(root),
                    lost.size(),
                    lost.subList(0, Math.min(SHOWN, lost.size())),
                    lost.size() > SHOWN ? " and others" : "");
        }
        modes.delete();
    }

    private @Nullable ShadowException open(
            RawName name, Former former, List<RawName> lost, @Nullable ShadowException first) {
        Path path = name.in(root);
        try {
            FileStat now = FileStat.of(path);
            if (now == null || !former.isOf(now)) {
                lost.add(name);
            } else {
                Metadata.mode(path, former.permissions());
            }
            return first;
        } catch (NoSuchFileException vanished) {
            lost.add(name);
            return first;
        } catch (IOException e) {
            ShadowException failed = ShadowException.lasting(
                    Trouble.reason(e) + ": cannot give " + RawNames.show(path)
                            + " its former modes: let this user own it, on a file system that can be written",
                    e);
            return first == null ? failed : first;
        }
    }
}
