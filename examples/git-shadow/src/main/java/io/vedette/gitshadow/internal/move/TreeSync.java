package io.vedette.gitshadow.internal.move;

import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.snapshot.FileStat;
import io.vedette.gitshadow.internal.store.Durable;
import io.vedette.gitshadow.internal.tree.Listing;
import io.vedette.gitshadow.internal.tree.Metadata;
import io.vedette.gitshadow.internal.tree.RawName;
import io.vedette.gitshadow.internal.tree.Removal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a tree the same as another one: files, links, empty directories, owners, modes and times. Each file is compared
 * with its original once it is written. Special files are left out. Passes go on until one finds nothing to do, so that
 * a tree that changes meanwhile is copied as it was at one time. It begins with whatever an earlier run has left.
 */
final class TreeSync {
    private static final Logger log = LoggerFactory.getLogger(TreeSync.class);
    private static final int PASSES = 7;
    private static final long FIRST_PAUSE_MILLIS = 40;

    private final Path source;
    private final Path target;
    private final CopyRecord record;
    private final Cancellation cancellation;
    private final Clock clock;
    private final Contents contents;
    private final Set<RawName> leftOut = new HashSet<>();
    private boolean changed;
    private boolean withoutSetId;
    private String restless = "";

    TreeSync(Path source, Path target, CopyRecord record, Clock clock, Cancellation cancellation) {
        this.source = source;
        this.target = target;
        this.record = record;
        this.clock = clock;
        this.cancellation = cancellation;
        this.contents = new Contents(cancellation);
    }

    /**
     * Brings the target to what the source is.
     *
     * @throws ShadowException if the source changes all the time, or cannot be read
     */
    void untilStable() throws IOException {
        for (int pass = 0; pass < PASSES; pass++) {
            if (pass > 0) {
                cancellation.pause(Duration.ofMillis(FIRST_PAUSE_MILLIS << pass));
            }
            boolean stable = !pass();
            record.save();
            if (stable) {
                return;
            }
        }
        throw ShadowException.passing(
                RawNames.show(source) + " changes all the time while it is copied, last in " + restless
                        + ": try again when it is at rest",
                null);
    }

    private boolean pass() throws IOException {
        changed = false;
        FileStat stat = FileStat.of(source);
        if (stat == null || !stat.isDirectory()) {
            throw ShadowException.lasting(
                    "the directory " + RawNames.show(source) + " is gone: bring it back, or abort the move", null);
        }
        directory(source, stat, target, RawName.ROOT);
        return changed;
    }

    private void directory(Path from, FileStat stat, Path to, RawName name) throws IOException {
        FileStat there = FileStat.of(to);
        if (there == null || !there.isDirectory()) {
            clear(to, name);
            Files.createDirectory(
                    to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            changed(name);
        }
        boolean before = changed;
        changed = false;
        Set<RawName> names = new HashSet<>();
        for (Path entry : Listing.of(from)) {
            cancellation.check();
            RawName child = name.child(entry);
            names.add(child);
            entry(entry, to.resolve(entry.getFileName()), child);
        }
        for (Path entry : Listing.of(to)) {
            RawName child = name.child(entry);
            if (!names.contains(child)) {
                clear(entry, child);
                changed(child);
            }
        }
        try {
            if (Metadata.bring(from, stat, to)) {
                changed(name);
            }
        } catch (NoSuchFileException e) {
            changed(name);
        }
        if (changed || record.get(name) == null) {
            Durable.sync(to);
        }
        changed |= before;
        FileStat copy = FileStat.of(to);
        if (copy != null) {
            compareModes(from, stat, copy);
            record.put(name, new Copied(stat, true, copy));
        }
    }

    private void entry(Path from, Path to, RawName name) throws IOException {
        FileStat stat = FileStat.of(from);
        if (stat == null) {
            changed(name);
            return;
        }
        if (stat.isDirectory()) {
            directory(from, stat, to, name);
            return;
        }
        if (!stat.isFile() && !stat.isLink()) {
            leaveOut(from, stat, name);
            if (FileStat.of(to) != null) {
                clear(to, name);
                changed(name);
            }
            return;
        }
        Copied last = record.get(name);
        if (last != null && last.covers(stat) && last.copy().equals(FileStat.of(to))) {
            return;
        }
        boolean settled = stat.isSettled(clock);
        try {
            boolean whole = stat.isLink() ? link(from, to, name) : file(from, stat, to, name);
            if (Metadata.bring(from, stat, to)) {
                changed(name);
            }
            FileStat copy = FileStat.of(to);
            if (whole && copy != null && stat.equals(FileStat.of(from))) {
                compareModes(from, stat, copy);
                record.put(name, new Copied(stat, settled, copy));
                return;
            }
        } catch (NoSuchFileException | NotLinkException vanished) {
            if (stat.equals(FileStat.of(from))) {
                throw vanished;
            }
        } catch (AccessDeniedException e) {
            if (from.toString().equals(e.getFile())) {
                throw Listing.unreadable(from, e);
            }
            throw e;
        }
        record.remove(name);
        changed(name);
    }

    /** False if the file changed meanwhile. */
    private boolean file(Path from, FileStat stat, Path to, RawName name) throws IOException {
        FileStat there = FileStat.of(to);
        if (there != null && there.isFile() && there.size() == stat.size() && contents.same(from, to)) {
            if (record.get(name) == null) {
                Durable.sync(to);
            }
            return true;
        }
        clear(to, name);
        changed(name);
        contents.copy(from, to, stat.size());
        return contents.same(from, to);
    }

    private boolean link(Path from, Path to, RawName name) throws IOException {
        Path points = Files.readSymbolicLink(from);
        FileStat there = FileStat.of(to);
        if (there == null || !there.isLink() || !points.equals(Files.readSymbolicLink(to))) {
            clear(to, name);
            changed(name);
            Files.createSymbolicLink(to, points);
        }
        return true;
    }

    /** Makes room for something below the root, also in a directory that is to be read-only. */
    private void clear(Path to, RawName name) throws IOException {
        Path parent = to.getParent();
        if (parent != null && !name.equals(RawName.ROOT)) {
            Metadata.open(parent);
        }
        Removal.remove(to, cancellation);
        record.remove(name);
    }

    private void changed(RawName name) {
        changed = true;
        restless = name.equals(RawName.ROOT) ? "the directory itself" : name.toString();
    }

    private void compareModes(Path from, FileStat stat, FileStat copy) {
        if (!withoutSetId && !stat.isLink() && stat.permissions() != copy.permissions()) {
            withoutSetId = true;
            log.warn(
                    "the copy of {} has no setuid and setgid bits, since this user cannot give it its owner and group; so"
                            + " it is with all such files of {}",
                    RawNames.show(from),
                    RawNames.show(source));
        }
    }

    private void leaveOut(Path from, FileStat stat, RawName name) {
        if (leftOut.add(name)) {
            log.warn("{} is a {}: it is not copied", RawNames.show(from), stat.type());
        }
    }
}
