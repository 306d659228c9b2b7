package io.vedette.gitshadow.internal.move;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.Cancellation;
import io.vedette.gitshadow.internal.move.Journal.Stage;
import io.vedette.gitshadow.internal.store.Durable;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.store.Trouble;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Moves repositories to this file server, or within it.
 *
 * <ol>
 *   <li>{@link #bring} copies the tree, and the shadow if it comes from another folder, to hidden names beside their new
 *       places, and never touches the old ones. {@link #discard} takes that back.
 *   <li>{@link #settle} is called once the move holds. It hides the originals, copies what has changed meanwhile, gives
 *       the copies their places and clears the originals away.
 * </ol>
 *
 * <p>Each step can be killed anywhere and is begun again by the same call: a {@link Journal} says how far it is. The
 * calls for one repository must not overlap. They block.
 */
public final class Moves {
    private static final String NOTE = "vedette-move";
    private static final int LONGEST_NOTE = 100;

    private final ShadowFolder folder;
    private final Clock clock;
    private final Set<RepoId> pending = ConcurrentHashMap.newKeySet();

    /** Moves into a folder; finds those that are under way. */
    public Moves(ShadowFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        try {
            // A dot is in the names of what has been copied.
            pending.addAll(folder.repositories(".moves", name -> !name.contains(".")));
        } catch (IOException e) {
            throw Trouble.with("cannot read the moves in " + folder.root(), e);
        }
    }

    /** Whether a repository is on its way here. */
    public boolean isPending(RepoId repo) {
        return pending.contains(repo);
    }

    /**
     * Copies a repository to where it shall be.
     *
     * @throws ShadowException if it cannot be moved; nothing but its copies has been touched
     */
    public void bring(MoveOrder order, Cancellation cancellation) {
        RepoId repo = order.repo();
        try {
            Optional<Journal> found = found(order, cancellation);
            if (found.isPresent() && found.get().holds()) {
                return;
            }
            if (found.isEmpty() && isDone(order)) {
                return;
            }
            Journal journal = begin(order, found, cancellation);
            makeAbove(journal);
            Legs legs = new Legs(journal, repo, folder, clock);
            legs.copy(cancellation);
            journal.at(Stage.COPIED).write(folder, repo);
        } catch (IOException e) {
            if (Trouble.isFull(e)) {
                makeRoom(order, cancellation, e);
            }
            throw Trouble.with("cannot copy " + order.oldHostPath() + " to " + order.newHostPath(), e);
        }
    }

    /**
     * What is written down of this very move. One of an earlier move comes to its end first: the registry may have taken
     * it and begun the next before anybody asked for its repository.
     */
    private Optional<Journal> found(MoveOrder order, Cancellation cancellation) throws IOException {
        RepoId repo = order.repo();
        Optional<Journal> found = Journal.read(folder.root(), repo);
        if (found.isEmpty() || found.get().workflow().equals(order.workflow())) {
            return found;
        }
        Journal earlier = found.get();
        boolean holds =
                earlier.target().equals(RawNames.path(order.oldHostPath().value()))
                        && Legs.isSame(RawNames.path(order.oldShadow().value()), folder.place(repo));
        if (holds) {
            settle(earlier, order.cause().repository(), cancellation);
        } else {
            new Remains(earlier, repo, folder, clock).leave(cancellation);
            pending.remove(repo);
        }
        return Optional.empty();
    }

    private Journal begin(MoveOrder order, Optional<Journal> found, Cancellation cancellation) throws IOException {
        Journal wanted = check(order, found);
        if (found.isPresent() && !found.get().at(Stage.COPYING).equals(wanted)) {
            takeBack(found.get(), order.repo(), cancellation);
        }
        if (found.isEmpty() || !found.get().equals(wanted)) {
            wanted.write(folder, order.repo());
        }
        pending.add(order.repo());
        return wanted;
    }

    private Journal check(MoveOrder order, Optional<Journal> found) throws IOException {
        Path old = RawNames.path(order.oldHostPath().value());
        Path target = RawNames.path(order.newHostPath().value());
        Path oldShadow = RawNames.path(order.oldShadow().value());
        Preconditions.arrived(folder, order.repo(), old, oldShadow);
        Path source = Preconditions.source(folder, old);
        Preconditions.oldShadow(oldShadow);
        if (!Legs.isSame(source, target)) {
            Preconditions.apart(target, source, oldShadow);
            Preconditions.below(target);
            Preconditions.free("the new directory", target);
            folder.requireOutside(target);
        }
        Path place = folder.place(order.repo());
        if (!Legs.isSame(oldShadow, place)) {
            Preconditions.free("the place of its shadow", place);
        }
        Path made = found.map(Journal::made).orElseGet(() -> Preconditions.topmostMissing(target));
        return new Journal(order.workflow(), source, old, target, oldShadow, made, Stage.COPYING);
    }

    private void makeRoom(MoveOrder order, Cancellation cancellation, IOException full) {
        try {
            Optional<Journal> found = begun(order);
            if (found.isPresent()) {
                new Remains(found.get(), order.repo(), folder, clock).makeRoom(cancellation);
                pending.remove(order.repo());
            }
        } catch (IOException | ShadowException e) {
            full.addSuppressed(e);
        }
    }

    private static void makeAbove(Journal journal) throws IOException {
        Path above = journal.target().getParent();
        if (above != null && journal.made() != null) {
            Files.createDirectories(above);
            for (Path each = above; each != null && each.startsWith(journal.made()); each = each.getParent()) {
                Durable.sync(each.resolveSibling("."));
            }
        }
    }

    /** The move has been carried out before, to its end. */
    private boolean isDone(MoveOrder order) throws IOException {
        Path note = folder.place(order.repo()).resolve(NOTE);
        return Files.isDirectory(RawNames.path(order.newHostPath().value()))
                && Files.exists(note)
                && Files.size(note) < LONGEST_NOTE
                && Files.readString(note).strip().equals(order.workflow().toString());
    }

    /** Takes back what {@link #bring} has done for an order. */
    public void discard(MoveOrder order, Cancellation cancellation) {
        try {
            Optional<Journal> found = begun(order);
            if (found.isPresent()) {
                takeBack(found.get(), order.repo(), cancellation);
            }
        } catch (IOException e) {
            throw Trouble.with("cannot take back the move to " + order.newHostPath(), e);
        }
    }

    private Optional<Journal> begun(MoveOrder order) throws IOException {
        return Journal.read(folder.root(), order.repo())
                .filter(journal -> journal.workflow().equals(order.workflow()));
    }

    private void takeBack(Journal journal, RepoId repo, Cancellation cancellation) throws IOException {
        new Remains(journal, repo, folder, clock).takeBack(cancellation);
        pending.remove(repo);
    }

    /**
     * Finishes a move that holds, if this is where a repository has moved; does nothing otherwise.
     *
     * @throws ShadowException if the originals cannot be cleared away, or somebody has put something into the new place
     */
    public void settle(RepoInfo repo, Cancellation cancellation) {
        try {
            Optional<Journal> found = Journal.read(folder.root(), repo.repo())
                    .filter(journal -> journal.target()
                            .equals(RawNames.path(repo.hostPath().value())));
            if (found.isPresent()) {
                settle(found.get(), repo, cancellation);
            }
        } catch (IOException e) {
            throw Trouble.with("cannot finish the move to " + repo.hostPath(), e);
        }
    }

    private void settle(Journal journal, RepoInfo repo, Cancellation cancellation) throws IOException {
        Legs legs = new Legs(journal, repo.repo(), folder, clock);
        if (journal.stage() == Stage.COPYING) {
            makeAbove(journal);
            legs.copy(cancellation);
        }
        if (!journal.holds()) {
            journal.at(Stage.HOLDS).write(folder, repo.repo());
        }
        if (!journal.isPlaced()) {
            legs.place(cancellation);
            journal.at(Stage.PLACED).write(folder, repo.repo());
        }
        legs.clear(cancellation);
        note(journal, repo);
        for (Leg leg : legs.all()) {
            Files.deleteIfExists(leg.record());
        }
        Journal.delete(folder, repo.repo());
        pending.remove(repo.repo());
    }

    private void note(Journal journal, RepoInfo repo) throws IOException {
        Path place = folder.place(repo.repo());
        write(place.resolve("description"), RawNames.show(repo.path().value()), repo.repo());
        write(place.resolve(NOTE), journal.workflow().toString(), repo.repo());
    }

    private void write(Path file, String line, RepoId repo) throws IOException {
        byte[] content = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            folder.save(file, "note-" + repo, content);
        }
    }
}
