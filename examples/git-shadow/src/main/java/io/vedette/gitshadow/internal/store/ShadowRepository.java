package io.vedette.gitshadow.internal.store;

import io.vedette.domain.Author;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.gitshadow.ShadowException;
import io.vedette.gitshadow.internal.snapshot.ObjectSink;
import io.vedette.gitshadow.internal.snapshot.Scan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A bare git repository that is the shadow of one directory. Not thread-safe; close it after use. */
public final class ShadowRepository implements AutoCloseable {
    private static final String BRANCH = Constants.R_HEADS + "main";
    private static final String SECTION = "vedette";

    private final Path place;
    private final Repository git;

    private ShadowRepository(Path place, Repository git) {
        this.place = place;
        this.git = git;
        // For this process only: git programs warn about the first of these when they find it in the file.
        StoredConfig config = git.getConfig();
        config.setBoolean("core", null, "fsyncObjectFiles", true);
        config.setBoolean("core", null, "fsyncRefFiles", true);
        config.setInt("core", null, "compression", Deflater.BEST_SPEED);
    }

    /** Makes an empty one. */
    static ShadowRepository create(Path place, RepoId repo, String description) throws IOException {
        Repository git = repository(place);
        try {
            git.create(true);
            RefUpdate head = git.updateRef(Constants.HEAD);
            head.disableRefLog();
            head.link(BRANCH);
            StoredConfig config = git.getConfig();
            config.setString(SECTION, null, "repo", repo.toString());
            config.save();
            Files.write(place.resolve("description"), (description + "\n").getBytes(StandardCharsets.UTF_8));
            return new ShadowRepository(place, git);
        } catch (IOException | RuntimeException e) {
            git.close();
            throw e;
        }
    }

    /**
     * Opens a complete one.
     *
     * @return null if there is nothing at this place
     * @throws ShadowException if what is there is not the complete shadow of the repository
     */
    public static @Nullable ShadowRepository open(Path place, RepoId repo) throws IOException {
        if (Files.notExists(place)) {
            return null;
        }
        Repository git = repository(place);
        try {
            String id = git.getConfig().getString(SECTION, null, "repo");
            if (!repo.toString().equals(id) || git.resolve(BRANCH + "^{commit}") == null) {
                throw ShadowException.lasting(
                        place + " is not the complete shadow of this repository: move it away", null);
            }
            return new ShadowRepository(place, git);
        } catch (IOException | RuntimeException e) {
            git.close();
            throw e;
        }
    }

    /** Opens it for serving, without a check. */
    public static Repository repository(Path place) throws IOException {
        return new FileRepositoryBuilder().setGitDir(place.toFile()).setBare().build();
    }

    /** A place for the objects of the first snapshot. */
    ObjectSink firstSink() throws IOException {
        return ObjectSink.packed(git);
    }

    /** A place for the objects of a later snapshot. */
    ObjectSink sink() throws IOException {
        return ObjectSink.loose(git, lastCommit());
    }

    /** When the branch was last set; long ago if that cannot be known. */
    private FileTime lastCommit() throws IOException {
        try {
            return Files.getLastModifiedTime(place.resolve(BRANCH));
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** Commits the first snapshot. */
    void commitFirst(ObjectSink sink, Scan scan, PersonIdent author, Instant now) throws IOException {
        Files.write(place.resolve(OmissionFile.NAME), OmissionFile.bytes(scan.omissions()));
        commit(sink, scan.root().id(), null, author, People.vedette(now), "Initial snapshot\n");
    }

    /**
     * Commits a later snapshot, unless nothing changed.
     *
     * @param author in whose name; null for the program's own
     * @return what changed, or null
     */
    @Nullable
    Changes commitNext(ObjectSink sink, Scan scan, @Nullable Author author, Instant now) throws IOException {
        sink.flush();
        if (!omissions().equals(scan.omissions())) {
            Durable.replace(place.resolve(OmissionFile.NAME), OmissionFile.bytes(scan.omissions()));
        }
        RevCommit head = head();
        if (head.getTree().equals(scan.root().id())) {
            return null;
        }
        Changes changes;
        try (var reader = git.newObjectReader()) {
            changes = Changes.between(reader, head.getTree(), scan.root().id());
        }
        PersonIdent vedette = People.vedette(now);
        PersonIdent person = author == null ? vedette : People.of(author, now);
        commit(sink, scan.root().id(), head, person, vedette, changes.message(now));
        return changes;
    }

    private void commit(
            ObjectSink sink,
            ObjectId tree,
            @Nullable ObjectId parent,
            PersonIdent author,
            PersonIdent committer,
            String message)
            throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (parent != null) {
            commit.setParentId(parent);
        }
        commit.setAuthor(author);
        commit.setCommitter(committer);
        commit.setMessage(message);
        byte[] bytes = commit.build();
        ObjectId id = sink.insert(Constants.OBJ_COMMIT, bytes, bytes.length);
        sink.flush();
        if (parent != null) {
            // The first one is synced as a whole.
            for (Path path : sink.unsynced()) {
                Durable.sync(path);
            }
        }
        RefUpdate update = git.updateRef(BRANCH);
        update.setExpectedOldObjectId(parent == null ? ObjectId.zeroId() : parent);
        update.setNewObjectId(id);
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
            throw new IOException("cannot set " + BRANCH + " of " + place + ": " + result);
        }
    }

    /** The newest commit. */
    public RevCommit head() throws IOException {
        try (RevWalk walk = new RevWalk(git)) {
            ObjectId id = git.resolve(BRANCH);
            if (id == null) {
                throw new IOException(place + " has no branch main");
            }
            return walk.parseCommit(id);
        }
    }

    /** How many files and links the newest commit holds. */
    public int files() throws IOException {
        int files = 0;
        try (TreeWalk walk = new TreeWalk(git)) {
            walk.addTree(head().getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                files++;
            }
        }
        return files;
    }

    /** What the newest snapshot had to leave out. */
    public Omissions omissions() throws IOException {
        return OmissionFile.read(place);
    }

    /** Removes what a killed process left: locks that nobody holds and objects that nobody finished. */
    void sweep() throws IOException {
        Leftovers.delete(place);
    }

    @Override
    public void close() {
        git.close();
    }
}
