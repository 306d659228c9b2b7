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
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears an original away whose copy has its place. A file is deleted only once it is known to be there: it looks as it
 * did when it was copied, or its bytes are there. One that was written since by somebody who still had it open is
 * brought over first, unless it was changed there as well: then both stay, and a person decides.
 */
final class TreeDrain {
    private static final Logger log = LoggerFactory.getLogger(TreeDrain.class);
    private static final int PASSES = 5;

    private final Leg leg;
    private final CopyRecord record;
    private final Clock clock;
    private final Cancellation cancellation;
    private final Contents contents;
    private final List<Path> disputed = new ArrayList<>();

    TreeDrain(Leg leg, CopyRecord record, Clock clock, Cancellation cancellation) {
        this.leg = leg;
        this.record = record;
        this.clock = clock;
        this.cancellation = cancellation;
        this.contents = new Contents(cancellation);
    }

    /**
     * Clears it away.
     *
     * @throws ShadowException if something must stay, or comes again and again
     */
    void run() throws IOException {
        Files.deleteIfExists(leg.late());
        Path original = leg.original();
        for (int pass = 0; Leg.exists(original) && !isEmptyMountPoint(original, pass); pass++) {
            if (pass == PASSES) {
                throw ShadowException.passing(
                        "files appear in " + RawNames.show(original) + ", which has moved to "
                                + RawNames.show(leg.place()) + ": end the programs that write there",
                        null);
            }
            directory(original, leg.place(), RawName.ROOT);
            if (!disputed.isEmpty()) {
                throw ShadowException.lasting(
                        RawNames.show(disputed.get(0))
                                + " was changed after its repository had moved, and so was its copy in "
                                + RawNames.show(leg.place()) + ": keep one of them and delete the first",
                        null);
            }
        }
        Durable.sync(original.resolveSibling("."));
    }

    /**
     * Deletes what is known to have come to the place, which the repository has left since. What was written later stays,
     * and is named in the log.
     */
    void leave() throws IOException {
        Path retired = leg.retired();
        if (!Leg.exists(retired)) {
            return;
        }
        leave(retired, RawName.ROOT);
        if (Leg.exists(retired)) {
            log.warn(
                    "{} may hold what was written after its repository had moved to {}, and stays: look through it and"
                            + " delete it",
                    RawNames.show(retired),
                    RawNames.show(leg.place()));
        }
        Durable.sync(retired.resolveSibling("."));
    }

    private void leave(Path from, RawName name) throws IOException {
        for (Path entry : Listing.of(from)) {
            cancellation.check();
            FileStat each = FileStat.of(entry);
            RawName child = name.child(entry);
            Copied last = record.get(child);
            if (each == null || last == null) {
                continue;
            }
            if (each.isDirectory()) {
                leave(entry, child);
            } else if (last.covers(each)) {
                Metadata.open(from);
                Files.deleteIfExists(entry);
            }
        }
        if (record.get(name) != null) {
            remove(from, name);
        }
    }

    /** Of which the system lets nobody delete the directory itself. */
    private static boolean isEmptyMountPoint(Path original, int pass) throws IOException {
        FileStat stat = FileStat.of(original);
        FileStat parent = FileStat.of(original.resolveSibling("."));
        return pass > 0
                && stat != null
                && parent != null
                && stat.device() != parent.device()
                && Listing.of(original).isEmpty();
    }

    private void directory(Path from, Path to, RawName name) throws IOException {
        FileStat stat = FileStat.of(from);
        if (stat == null) {
            return;
        }
        boolean late = record.get(name) == null && !Leg.exists(to);
        if (late) {
            Files.createDirectories(to);
        }
        for (Path entry : Listing.of(from)) {
            cancellation.check();
            FileStat each = FileStat.of(entry);
            RawName child = name.child(entry);
            Path copy = to.resolve(entry.getFileName());
            if (each == null) {
                continue;
            }
            if (each.isDirectory()) {
                directory(entry, copy, child);
            } else if (!(each.isFile() || each.isLink()) || isThere(entry, each, copy, child)) {
                Metadata.open(from);
                Files.deleteIfExists(entry);
            }
        }
        if (late) {
            Metadata.bring(from, stat, to);
            Durable.sync(to);
        }
        remove(from, name);
    }

    private void remove(Path directory, RawName name) throws IOException {
        if (!Listing.of(directory).isEmpty()) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null && !name.equals(RawName.ROOT)) {
            Metadata.open(parent);
        }
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // The next pass finds what has come.
            cancellation.check();
        } catch (FileSystemException e) {
            if (!isEmptyMountPoint(directory, 1)) {
                throw e;
            }
        }
    }

    private boolean isThere(Path from, FileStat stat, Path to, RawName name) throws IOException {
        Copied last = record.get(name);
        if (last != null && last.covers(stat)) {
            return true;
        }
        FileStat there = FileStat.of(to);
        if (there == null || !isSame(from, stat, to, there)) {
            if (there != null
                    && last != null
                    && last.source().equals(stat)
                    && !last.copy().equals(there)) {
                return true;
            }
            if (there != null && (last == null || !last.copy().equals(there))) {
                disputed.add(from);
                return false;
            }
            bring(from, stat, to);
        }
        FileStat copy = FileStat.of(to);
        if (copy == null || !stat.equals(FileStat.of(from))) {
            return false;
        }
        record.put(name, new Copied(stat, stat.isSettled(clock), copy));
        return true;
    }

    private boolean isSame(Path from, FileStat stat, Path to, FileStat there) throws IOException {
        if (stat.isLink()) {
            return there.isLink() && Files.readSymbolicLink(from).equals(Files.readSymbolicLink(to));
        }
        return there.isFile() && there.size() == stat.size() && contents.same(from, to);
    }

    private void bring(Path from, FileStat stat, Path to) throws IOException {
        Path late = leg.late();
        Removal.remove(late, cancellation);
        if (stat.isLink()) {
            Files.createSymbolicLink(late, Files.readSymbolicLink(from));
        } else {
            contents.copy(from, late, stat.size());
        }
        Metadata.bring(from, stat, late);
        Path parent = to.getParent();
        if (parent == null) {
            throw new NoSuchFileException(to.toString());
        }
        Files.createDirectories(parent);
        Files.move(late, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.sync(parent);
    }
}
