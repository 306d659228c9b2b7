package io.vedette.gitshadow.internal.move;

import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.gitshadow.RawNames;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.store.Durable;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a move before anything is done for it: one file of a few lines for each repository that is on
 * its way to this file server.
 *
 * @param workflow the move
 * @param source the directory that it leaves, links resolved
 * @param named that directory as it was given, which may be a link
 * @param target the directory where it shall be
 * @param oldShadow the shadow that it leaves
 * @param made the topmost directory above the target that was missing; null if none was
 * @param stage how far it is
 */
record Journal(
        WorkflowId workflow,
        Path source,
        Path named,
        Path target,
        Path oldShadow,
        @Nullable Path made,
        Stage stage) {

    /** How far a move is. */
    enum Stage {
        /** Copies are being made; they can be taken back. */
        COPYING,
        /** All is copied; it can be taken back. */
        COPIED,
        /** The registry has taken the move: there is no way back. Copies are being given their places. */
        HOLDS,
        /** All have their places; the originals are being cleared away. */
        PLACED
    }

    Journal at(Stage next) {
        return new Journal(workflow, source, named, target, oldShadow, made, next);
    }

    /** Whether there is no way back. */
    boolean holds() {
        return stage == Stage.HOLDS || isPlaced();
    }

    /** Whether the tree and the shadow have their places, though the originals may not be cleared away yet. */
    boolean isPlaced() {
        return stage == Stage.PLACED;
    }

    static Path file(ShadowFolder folder, RepoId repo) {
        return file(folder.root(), repo);
    }

    private static Path file(Path shadows, RepoId repo) {
        return shadows.resolve(".moves").resolve(repo.toString());
    }

    /** What is written down in a shadow folder, also in that of another file server. */
    static Optional<Journal> read(Path shadows, RepoId repo) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file(shadows, repo), StandardCharsets.US_ASCII)) {
                String[] parts = line.split(" ", 2);
                fields.put(parts[0], parts.length < 2 ? "" : parts[1]);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(fields));
        } catch (IllegalArgumentException e) {
            throw ShadowException.lasting(
                    RawNames.show(file(shadows, repo))
                            + " is damaged: restore it from a backup, or look for its repository under hidden names and"
                            + " delete it",
                    e);
        }
    }

    private static Journal of(Map<String, String> fields) {
        String made = text(fields, "made");
        return new Journal(
                WorkflowId.of(text(fields, "workflow")),
                path(fields, "source"),
                path(fields, "named"),
                path(fields, "target"),
                path(fields, "old-shadow"),
                made.isEmpty() ? null : path(fields, "made"),
                Stage.valueOf(text(fields, "stage")));
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    private static Path path(Map<String, String> fields, String name) {
        return RawNames.path(RawNames.decode(text(fields, name)));
    }

    void write(ShadowFolder folder, RepoId repo) throws IOException {
        String text = "workflow " + workflow + "\nsource " + encoded(source) + "\nnamed " + encoded(named) + "\ntarget "
                + encoded(target) + "\nold-shadow " + encoded(oldShadow) + "\nmade "
                + (made == null ? "" : encoded(made)) + "\nstage " + stage + "\n";
        folder.save(file(folder, repo), "move-" + repo, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(Path path) {
        return RawNames.encode(RawNames.bytes(path));
    }

    static void delete(ShadowFolder folder, RepoId repo) throws IOException {
        Durable.delete(file(folder, repo));
    }
}
