package io.vedette.gitshadow.internal.freeze;

import io.vedette.domain.RepoId;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.store.Durable;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.tree.RawName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The former modes of a tree, kept in a file of the shadow folder: a line that says how far the tree is, then one for each
 * file and directory that was writable: its mode in octal, its inode, and its percent-encoded name. A parent
 * comes before what is in it.
 */
final class ModeList {
    /** How far a tree is. */
    enum Stage {
        /** Some of it may be read-only. */
        FREEZING,
        /** All of it is read-only. */
        FROZEN,
        /** Some of it may have its former modes again. */
        THAWING
    }

    /** Where they are in a shadow folder. */
    static final String DIRECTORY = ".modes";

    private final ShadowFolder folder;
    private final RepoId repo;
    private final Map<RawName, Former> former = new LinkedHashMap<>();
    private Stage stage = Stage.FREEZING;

    private ModeList(ShadowFolder folder, RepoId repo) {
        this.folder = folder;
        this.repo = repo;
    }

    private static Path file(ShadowFolder folder, RepoId repo) {
        return folder.root().resolve(DIRECTORY).resolve(repo.toString());
    }

    /** A new one, which is not written down yet. */
    static ModeList empty(ShadowFolder folder, RepoId repo) {
        return new ModeList(folder, repo);
    }

    /**
     * The one that is written down.
     *
     * @throws ShadowException if it cannot be understood
     */
    static Optional<ModeList> read(ShadowFolder folder, RepoId repo) throws IOException {
        ModeList list = new ModeList(folder, repo);
        try (BufferedReader lines = Files.newBufferedReader(file(folder, repo), StandardCharsets.US_ASCII)) {
            list.stage = Stage.valueOf(String.valueOf(lines.readLine()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] part = line.split(" ", 3);
                Former each = new Former(Integer.parseInt(part[0], 8), Long.parseLong(part[1]));
                list.former.put(RawName.decode(part[2]), each);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ShadowException.lasting(
                    file(folder, repo)
                            + " is damaged: restore it from a backup, or delete it and give the files of its repository"
                            + " their modes by hand",
                    e);
        }
        return Optional.of(list);
    }

    Stage stage() {
        return stage;
    }

    Map<RawName, Former> former() {
        return former;
    }

    /** Writes it down; the disk has it when this returns. */
    void save(Stage next) throws IOException {
        StringBuilder text = new StringBuilder().append(next).append('\n');
        former.forEach((name, each) -> text.append(Integer.toOctalString(each.permissions()))
                .append(' ')
                .append(each.inode())
                .append(' ')
                .append(name.encoded())
                .append('\n'));
        folder.save(file(folder, repo), "modes-" + repo, text.toString().getBytes(StandardCharsets.US_ASCII));
        stage = next;
    }

    /** All have their former modes again. */
    void delete() throws IOException {
        Durable.delete(file(folder, repo));
    }
}
