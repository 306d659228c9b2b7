package io.vedette.gitshadow.internal.move;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.store.Durable;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.store.ShadowRepository;
import io.vedette.gitshadow.internal.tree.Listing;
import io.vedette.gitshadow.internal.tree.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trees that a move carries. What stays where it is, as the shadow in a move within one folder, is not among them. */
final class Legs {
    private static final Logger log = LoggerFactory.getLogger(Legs.class);

    private final Journal journal;
    private final RepoId repo;
    private final ShadowFolder folder;
    private final Clock clock;
    private final @Nullable Leg tree;
    private final @Nullable Leg shadow;

    Legs(Journal journal, RepoId repo, ShadowFolder folder, Clock clock) throws IOException {
        this.journal = journal;
        this.repo = repo;
        this.folder = folder;
        this.clock = clock;
        this.tree = leg(journal.source(), journal.target(), ".tree");
        this.shadow = leg(journal.oldShadow(), folder.place(repo), ".shadow");
    }

    private @Nullable Leg leg(Path source, Path place, String suffix) throws IOException {
        if (isSame(source, place)) {
            return null;
        }
        Path file = Journal.file(folder, repo);
        return Leg.of(source, place, repo, journal.workflow(), file.resolveSibling(file.getFileName() + suffix));
    }

    /** Whether two paths are the same directory. */
    static boolean isSame(Path one, Path other) throws IOException {
        return one.equals(other) || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    }

    List<Leg> all() {
        List<Leg> all = new ArrayList<>();
        if (tree != null) {
            all.add(tree);
        }
        if (shadow != null) {
            all.add(shadow);
        }
        return all;
    }

    /** Copies them, and makes sure that the shadow's copy is one. */
    void copy(Cancellation cancellation) throws IOException {
        for (Leg leg : all()) {
            copy(leg, cancellation);
        }
        requireShadow(shadow == null ? folder.place(repo) : shadow.staging());
    }

    private void requireShadow(Path place) throws IOException {
        try (ShadowRepository opened = ShadowRepository.open(place, repo)) {
            if (opened == null) {
                throw ShadowException.lasting("the shadow " + place + " is missing: restore it from a backup", null);
            }
        }
    }

    private void copy(Leg leg, Cancellation cancellation) throws IOException {
        CopyRecord record = CopyRecord.read(folder, leg.record());
        new TreeSync(leg.original(), leg.staging(), record, clock, cancellation).untilStable();
        Durable.sync(leg.staging().resolveSibling("."));
    }

    /** Brings them to their places for good. */
    void place(Cancellation cancellation) throws IOException {
        for (Leg leg : all()) {
            CopyRecord record = CopyRecord.read(folder, leg.record());
            if (!leg.isPlaced(record)) {
                requireCopy(leg, record);
                requireMounted(leg, record);
                place(leg, cancellation);
            }
        }
    }

    /** Clears the originals away, once it is sure that what has been copied is at its place. */
    void clear(Cancellation cancellation) throws IOException {
        for (Leg leg : all()) {
            requirePlaced(leg);
        }
        requireShadow(folder.place(repo));
        if (tree != null) {
            clear(tree, cancellation);
        }
        if (shadow != null) {
            Removal.remove(shadow.retired(), cancellation);
            Removal.remove(shadow.source(), cancellation);
            Durable.sync(shadow.source().resolveSibling("."));
        }
    }

    /**
     * Clears away what is left of originals whose copies had their places, which the repository has left since. It may live
     * under the originals' former names again, so that only the hidden ones count.
     */
    void leave(Cancellation cancellation) throws IOException {
        for (Leg leg : all()) {
            if (!journal.isPlaced()) {
                warnOf(leg.staging(), leg);
                warnOf(leg.retired(), leg);
            } else if (leg.equals(shadow)) {
                Removal.remove(leg.retired(), cancellation);
            } else {
                new TreeDrain(leg, CopyRecord.read(folder, leg.record()), clock, cancellation).leave();
            }
        }
    }

    private static void warnOf(Path path, Leg leg) {
        if (Leg.exists(path)) {
            log.warn(
                    "{} is not known to have come to {}, and its repository lives elsewhere: it stays, delete it once"
                            + " nothing in it is missed",
                    RawNames.show(path),
                    RawNames.show(leg.place()));
        }
    }

    private void clear(Leg leg, Cancellation cancellation) throws IOException {
        CopyRecord record = CopyRecord.read(folder, leg.record());
        if (!Leg.exists(leg.retired()) && Leg.exists(leg.source()) && !record.isOf(leg.source())) {
            log.warn("{} has moved, and another directory has its name now, which stays", leg.source());
            return;
        }
        new TreeDrain(leg, record, clock, cancellation).run();
        if (Files.isSymbolicLink(journal.named())) {
            Files.delete(journal.named());
        }
    }

    private void place(Leg leg, Cancellation cancellation) throws IOException {
        leg.retire();
        if (Leg.exists(leg.original())) {
            copy(leg, cancellation);
        } else {
            log.warn("{} was deleted before its move was finished: its copy stands", leg.source());
        }
        leg.settle();
    }

    /** A copy that has vanished may be on a disk that is not mounted: another one would be hidden by it later. */
    private static void requireCopy(Leg leg, CopyRecord record) {
        if (Leg.exists(leg.staging())) {
            return;
        }
        if (!record.isEmpty()) {
            throw ShadowException.lasting(
                    "the copy " + RawNames.show(leg.staging()) + " is gone: mount its disk again, or"
                            + " delete " + RawNames.show(leg.record()) + " to have "
                            + RawNames.show(leg.original()) + " copied again",
                    null);
        }
        if (!Leg.exists(leg.original())) {
            throw ShadowException.lasting(
                    "both " + RawNames.show(leg.source()) + " and its copy "
                            + RawNames.show(leg.staging())
                            + " are gone: mount their disks again, or restore the first from a backup",
                    null);
        }
    }

    /** What is at the place when the originals are being cleared away must be the copy that was put there. */
    private void requirePlaced(Leg leg) throws IOException {
        CopyRecord record = CopyRecord.read(folder, leg.record());
        if (!record.isEmpty() && !record.isCopy(leg.place())) {
            throw ShadowException.lasting(
                    RawNames.show(leg.place()) + " is not the copy that was put there: mount its disk"
                            + " again, or delete " + RawNames.show(leg.record())
                            + " to have it compared with what is left of "
                            + RawNames.show(leg.original()),
                    null);
        }
    }

    /** An empty directory where a disk was mounted would make the copy empty. */
    private static void requireMounted(Leg leg, CopyRecord record) throws IOException {
        if (!Leg.exists(leg.retired())
                && Leg.exists(leg.source())
                && !record.isEmpty()
                && !record.isOf(leg.source())
                && Listing.of(leg.source()).isEmpty()) {
            throw ShadowException.lasting(
                    RawNames.show(leg.source())
                            + " is empty, and is not the directory that was copied: mount its disk again, or delete the"
                            + " directory to move what has been copied",
                    null);
        }
    }
}
