package io.vedette.server.storage.internal.rocks;

import io.vedette.server.storage.UnusableDirectoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;

/** Looks at a directory before anything is written to it, so that nothing that is not ours is touched. */
final class RocksDirectory {

    /** What RocksDB may leave if it dies before a new directory is complete, which it is with the file CURRENT. */
    private static final Pattern UNFINISHED =
            Pattern.compile("LOCK|LOG.*|IDENTITY|MANIFEST-000001|OPTIONS-.*|\\d+\\.dbtmp|lost\\+found");

    /** What RocksDB says of its lock file; a path, and a checksum of a block, may have these words too. */
    private static final Pattern IN_USE = Pattern.compile("While lock file: |lock hold by current process");

    private static final String NOT_OURS = "holds no journals, and it is not empty: name an empty or a new directory";

    private final Path directory;

    private RocksDirectory(Path directory) {
        this.directory = directory;
    }

    /** Refuses what cannot be used; makes the directory if it is absent. */
    static void prepare(Path directory, NativeOptions options) {
        new RocksDirectory(directory).prepare(options);
    }

    private void prepare(NativeOptions options) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw unusable("is a file: name a directory", null);
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw unusable("cannot be made (" + failed + "): name a directory where this user may write", failed);
        }
        if (!Files.isWritable(directory) || !Files.isReadable(directory)) {
            throw unusable("may not be read and written by this user: change its mode or its owner", null);
        }
        if (Files.exists(directory.resolve("CURRENT"))) {
            checkTables(options);
        } else {
            checkEmpty();
        }
    }

    private void checkEmpty() {
        List<String> names = names();
        if (names.contains("IDENTITY") && names.stream().anyMatch(name -> name.matches("\\d+\\.(sst|log)"))) {
            throw unusable("holds a database whose file CURRENT is gone: restore the directory from a backup", null);
        }
        if (!names.stream().allMatch(name -> UNFINISHED.matcher(name).matches())) {
            throw unusable(NOT_OURS, null);
        }
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw unusable("cannot be listed (" + failed + ")", failed);
        }
    }

    private void checkTables(NativeOptions options) {
        List<String> names;
        try (Options any = new Options()) {
            names = RocksDB.listColumnFamilies(any, directory.toString()).stream()
                    .map(name -> new String(name, StandardCharsets.UTF_8))
                    .toList();
        } catch (RocksDBException failed) {
            throw openingFailed(directory, failed);
        }
        List<Table> tables =
                names.stream().flatMap(name -> Table.named(name).stream()).toList();
        if (tables.size() < names.size()) {
            List<String> unknown =
                    names.stream().filter(name -> Table.named(name).isEmpty()).toList();
            throw unusable(
                    "has tables that this version does not know, " + unknown
                            + ": it was written by a newer version or by another program; use that one, or name"
                            + " another directory",
                    null);
        }
        if (tables.isEmpty() || (tables.size() < Table.values().length && !allEmpty(tables, options))) {
            throw unusable(
                    "holds a database of another program, or journals of which tables are gone: name another"
                            + " directory, or restore this one from a backup",
                    null);
        }
    }

    private boolean allEmpty(List<Table> tables, NativeOptions options) {
        List<ColumnFamilyDescriptor> families =
                tables.stream().map(options::columnFamily).toList();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (RocksDB database = RocksDB.openReadOnly(options.database, directory.toString(), families, handles)) {
            for (ColumnFamilyHandle handle : handles) {
                try (RocksIterator rows = database.newIterator(handle, options.anywhere)) {
                    rows.seekToFirst();
                    if (rows.isValid()) {
                        return false;
                    }
                    rows.status();
                }
            }
            return true;
        } catch (RocksDBException failed) {
            throw openingFailed(directory, failed);
        } finally {
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    private UnusableDirectoryException unusable(String problem, @Nullable Throwable cause) {
        return new UnusableDirectoryException(directory, problem, cause);
    }

    /** Says what RocksDB's refusal means. */
    static UnusableDirectoryException openingFailed(Path directory, RocksDBException failed) {
        String text = String.valueOf(failed.getMessage());
        Status status = failed.getStatus();
        Status.Code code = status == null ? Status.Code.Undefined : status.getCode();
        String problem;
        if (code == Status.Code.Corruption) {
            problem = "holds damaged files: keep a copy, then restore from a backup";
        } else if ((status != null && status.getSubCode() == Status.SubCode.NoSpace)
                || text.contains("No space left")) {
            problem = "is on a disk without free space: free some, then start again";
        } else if (IN_USE.matcher(text).lookingAt()) {
            problem = "is in use by another process, or open in this one: stop that, or name another directory";
        } else {
            problem = "cannot be opened";
        }
        return new UnusableDirectoryException(directory, problem + " (" + text + ")", failed);
    }
}
