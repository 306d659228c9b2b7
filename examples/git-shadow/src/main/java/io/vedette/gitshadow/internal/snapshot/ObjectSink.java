package io.vedette.gitshadow.internal.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/**
 * Where objects go. Many small ones go into one pack, which is one file to write and to sync; few go loose, one file
 * each. Large ones always go loose: they are streamed, and one whose source breaks off leaves nothing behind. Call
 * {@link #flush} before anything refers to the objects.
 */
public final class ObjectSink implements AutoCloseable {
    /** From so many new objects on they go into a pack. */
    static final int LOOSE = 256;

    private final ObjectDatabase database;
    private final ObjectInserter loose;
    private final PackInserter pack;
    private final Path objects;
    private final Set<Path> synced = new TreeSet<>();
    private final Set<Path> fans = new TreeSet<>();
    private int written;

    private ObjectSink(Repository repository, int written, FileTime lastSync) throws IOException {
        this.database = repository.getObjectDatabase();
        this.loose = repository.newObjectInserter();
        this.pack = ((FileRepository) repository).getObjectDatabase().newPackInserter();
        this.objects = ((FileRepository) repository).getObjectsDirectory().toPath();
        this.written = written;
        pack.setCompressionLevel(Deflater.BEST_SPEED);
        for (Path file : packs()) {
            if (Files.getLastModifiedTime(file).compareTo(lastSync) < 0) {
                synced.add(file);
            }
        }
    }

    /** For the first snapshot: everything small goes into one pack. */
    public static ObjectSink packed(Repository repository) throws IOException {
        return new ObjectSink(repository, LOOSE, FileTime.fromMillis(0));
    }

    /**
     * For later ones: a few objects go loose.
     *
     * @param lastSync when the branch was last set: packs that are not older may be of a scan that broke off since
     */
    public static ObjectSink loose(Repository repository, FileTime lastSync) throws IOException {
        return new ObjectSink(repository, 0, lastSync);
    }

    /** Stores an object unless it is there. */
    public ObjectId insert(int type, byte[] data, int length) throws IOException {
        ObjectId id = loose.idFor(type, data, 0, length);
        if (written >= LOOSE) {
            pack.insert(type, data, 0, length);
        } else if (!database.has(id)) {
            loose.insert(type, data, 0, length);
            written++;
        }
        // Also if it was there: the scan that stored it may have broken off before it was synced.
        return inFan(id);
    }

    /**
     * Stores a blob of exactly this length.
     *
     * @throws java.io.EOFException if there is less; then nothing is stored
     */
    ObjectId stream(long length, InputStream content) throws IOException {
        return inFan(loose.insert(Constants.OBJ_BLOB, length, content));
    }

    private ObjectId inFan(ObjectId id) {
        fans.add(objects.resolve(id.name().substring(0, 2)));
        return id;
    }

    /** The id of such a blob, without storing it. */
    ObjectId idOf(long length, InputStream content) throws IOException {
        return loose.idFor(Constants.OBJ_BLOB, length, content);
    }

    /** The id of such a tree, without storing it. */
    ObjectId idOfTree(byte[] tree) {
        return loose.idFor(Constants.OBJ_TREE, tree);
    }

    /** Whether the repository has the object, which then counts as stored by this sink. */
    boolean has(ObjectId id) throws IOException {
        return database.has(inFan(id));
    }

    /** Makes the objects findable. */
    public void flush() throws IOException {
        loose.flush();
        pack.flush();
    }

    /**
     * The files and directories to sync before a branch may name the flushed objects. The loose objects themselves are
     * synced as they are written; neither packs nor the entries of directories are.
     */
    public List<Path> unsynced() throws IOException {
        List<Path> paths = new ArrayList<>(packs());
        paths.removeAll(synced);
        if (!paths.isEmpty()) {
            paths.add(objects.resolve("pack"));
        }
        fans.stream().filter(Files::isDirectory).forEach(paths::add);
        paths.add(objects);
        return paths;
    }

    private Set<Path> packs() throws IOException {
        Path folder = objects.resolve("pack");
        if (Files.notExists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Override
    public void close() {
        loose.close();
        pack.close();
    }
}
