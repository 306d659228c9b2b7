package io.vedette.gitshadow.internal.move;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.tree.Removal;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left here of a move that this file server shall not finish. Its journal goes with it. */
final class Remains {
    private static final Logger log = LoggerFactory.getLogger(Remains.class);

    private final Journal journal;
    private final RepoId repo;
    private final ShadowFolder folder;
    private final Legs legs;

    Remains(Journal journal, RepoId repo, ShadowFolder folder, Clock clock) throws IOException {
        this.journal = journal;
        this.repo = repo;
        this.folder = folder;
        this.legs = new Legs(journal, repo, folder, clock);
    }

    /** Of a move that was aborted: deletes its copies, but for one that may be the last of something. */
    void takeBack(Cancellation cancellation) throws IOException {
        requireWayBack();
        leaveCopies(cancellation);
    }

    /** Of a move whose disk is full: deletes its copies. The originals have just been read. */
    void makeRoom(Cancellation cancellation) throws IOException {
        requireWayBack();
        for (Leg leg : legs.all()) {
            Removal.remove(leg.staging(), cancellation);
        }
        removeMade();
        forget();
    }

    private void requireWayBack() {
        if (journal.holds()) {
            throw ShadowException.lasting(
                    "the move " + journal.workflow() + " holds already: it cannot be taken back", null);
        }
    }

    /**
     * Of a move whose repository lives elsewhere now, whether or not it lived at this move's target meanwhile. What may be
     * the last copy of something stays, and is named in the log.
     */
    void leave(Cancellation cancellation) throws IOException {
        if (journal.holds()) {
            legs.leave(cancellation);
            forget();
        } else {
            leaveCopies(cancellation);
        }
    }

    private void leaveCopies(Cancellation cancellation) throws IOException {
        for (Leg leg : legs.all()) {
            leave(leg, cancellation);
        }
        removeMade();
        forget();
    }

    private void leave(Leg leg, Cancellation cancellation) throws IOException {
        CopyRecord record = CopyRecord.read(folder, leg.record());
        if (Leg.exists(leg.source()) && (record.isEmpty() || record.isFilledAs(leg.source()))) {
            Removal.remove(leg.staging(), cancellation);
        } else if (Leg.exists(leg.staging())) {
            log.warn(
                    "{} is a copy of {}, which is not there any more, and stays: delete it once nothing in it is missed",
                    RawNames.show(leg.staging()),
                    RawNames.show(leg.source()));
        }
    }

    private void forget() throws IOException {
        for (Leg leg : legs.all()) {
            Files.deleteIfExists(leg.record());
        }
        Journal.delete(folder, repo);
    }

    /** Directories above the target that were made for it, unless somebody uses them meanwhile. */
    private void removeMade() throws IOException {
        Path made = journal.made();
        Path above = journal.target().getParent();
        try {
            while (made != null && above != null && above.startsWith(made)) {
                Files.deleteIfExists(above);
                above = above.getParent();
            }
        } catch (DirectoryNotEmptyException used) {
            return;
        }
    }
}
