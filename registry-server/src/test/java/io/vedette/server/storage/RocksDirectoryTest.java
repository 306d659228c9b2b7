package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksDirectoryTest {

    @TempDir
    Path parent;

    private RocksStorage open(Path directory) {
        return RocksStorage.open(directory, RocksOptions.defaults(new UUID(1, 1)));
    }

    private ThrowableAssertAlternative<UnusableDirectoryException> assertRefused(Path directory) {
        return assertThatExceptionOfType(UnusableDirectoryException.class)
                .isThrownBy(() -> open(directory).close())
                .withMessageStartingWith(directory.toString());
    }

    private Path journals() {
        Path directory = parent.resolve("journals");
        try (RocksStorage store = open(directory)) {
            stored(store, repo(1), events(3));
        }
        return directory;
    }

    private static Set<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void put(Path directory, String table, String key, byte[] value) throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        List<ColumnFamilyDescriptor> tables = new ArrayList<>();
        List<byte[]> names = new ArrayList<>();
        try (Options any = new Options()) {
            if (Files.exists(directory.resolve("CURRENT"))) {
                names.addAll(RocksDB.listColumnFamilies(any, directory.toString()));
            } else {
                names.add(RocksDB.DEFAULT_COLUMN_FAMILY);
            }
        }
        if (names.stream().noneMatch(name -> new String(name, StandardCharsets.UTF_8).equals(table))) {
            names.add(table.getBytes(StandardCharsets.UTF_8));
        }
        names.forEach(name -> tables.add(new ColumnFamilyDescriptor(name)));
        try (DBOptions options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
                RocksDB database = RocksDB.open(options, directory.toString(), tables, handles)) {
            for (int index = 0; index < handles.size(); index++) {
                if (new String(names.get(index), StandardCharsets.UTF_8).equals(table)) {
                    database.put(handles.get(index), key.getBytes(StandardCharsets.UTF_8), value);
                }
            }
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    @Test
    void anAbsentDirectoryIsMadeWithItsParents() {
        try (RocksStorage store = open(parent.resolve("a/b/c"))) {
            stored(store, repo(1), events(1));
        }

        assertThat(parent.resolve("a/b/c/CURRENT")).exists();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "precious");

        assertRefused(file).withMessageContaining("is a file");
        assertRefused(file.resolve("below")).withMessageContaining("cannot be made");
        assertThat(file).hasContent("precious");
    }

    @Test
    void aDirectoryWithOtherFilesIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(parent.resolve("thesis.txt"), "precious");

        assertRefused(parent).withMessageContaining("holds no journals");
        assertThat(files(parent)).containsExactly("thesis.txt");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws Exception {
        Path foreign = Files.createDirectory(parent.resolve("foreign"));
        put(foreign, "default", "key", new byte[1]);
        Set<String> before = files(foreign);

        assertRefused(foreign).withMessageContaining("another program");
        assertThat(files(foreign)).containsAll(before);
        try (Options any = new Options()) {
            assertThat(RocksDB.listColumnFamilies(any, foreign.toString())).hasSize(1);
        }
    }

    @Test
    void tablesThatThisVersionDoesNotKnowAreRefusedByName() throws Exception {
        Path journals = journals();
        put(journals, "resources", "key", new byte[1]);

        assertRefused(journals).withMessageContaining("[resources]").withMessageContaining("newer version");
    }

    @Test
    void aNewerFormatIsRefusedWithBothNumbers() throws Exception {
        Path journals = journals();
        put(journals, "meta", "format", ByteBuffer.allocate(4).putInt(2).array());

        assertRefused(journals).withMessageContaining("format 2").withMessageContaining("up to 1");

        put(journals, "meta", "format", ByteBuffer.allocate(4).putInt(1).array());
        try (RocksStorage store = open(journals)) {
            assertThat(all(store)).hasSize(3);
        }
    }

    @Test
    void aDirectoryThatIsOpenIsRefusedAndItsOwnerIsNotDisturbed() {
        Path journals = parent.resolve("journals");
        try (RocksStorage store = open(journals)) {
            stored(store, repo(1), events(1));

            assertRefused(journals).withMessageContaining("in use by another process");

            stored(store, repo(1), events(1));
            assertThat(all(store)).hasSize(2);
        }
    }

    @Test
    void whatACreationThatDiedLeftIsCompleted() throws IOException {
        for (String left : List.of("LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000001.dbtmp")) {
            Files.createFile(parent.resolve(left));
        }

        try (RocksStorage store = open(parent)) {
            stored(store, repo(1), events(1));
            assertThat(all(store)).hasSize(1);
        }
    }

    @Test
    void journalsWithoutTheFileCurrentAreRefusedNotOverwritten() throws IOException {
        Path journals = journals();
        Files.delete(journals.resolve("CURRENT"));
        Set<String> before = files(journals);

        assertRefused(journals).withMessageContaining("CURRENT is gone");
        assertThat(files(journals)).isEqualTo(before);
    }

    private static Path log(Path journals) throws IOException {
        try (Stream<Path> files = Files.list(journals)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    @Test
    void aTornLastRecordIsCutAndTheRestIsThere() throws IOException {
        Path journals = journals();
        try (RocksStorage store = open(journals)) {
            stored(store, repo(2), events(1));
            stored(store, repo(2), events(1));
        }
        try (RandomAccessFile file = new RandomAccessFile(log(journals).toFile(), "rw")) {
            file.setLength(file.length() - 5);
        }

        try (RocksStorage store = open(journals)) {
            assertThat(all(store)).hasSize(4);
            assertThat(store.end().position()).isEqualTo(4);
        }
    }

    @Test
    void aFlippedByteBeforeAnsweredAppendsIsRefusedNotCut() throws IOException {
        Path journals = journals();
        try (RocksStorage store = open(journals)) {
            for (int round = 0; round < 20; round++) {
                stored(store, repo(2), events(1));
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(log(journals).toFile(), "rw")) {
            file.seek(file.length() / 2);
            int read = file.read();
            file.seek(file.length() / 2);
            file.write(read ^ 1);
        }

        assertRefused(journals).withMessageContaining("damaged");
    }

    private static List<Path> tables(Path journals) throws IOException {
        try (Stream<Path> files = Files.list(journals)) {
            return files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
    }

    private static void flip(Path path, long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(offset);
            int read = file.read();
            file.seek(offset);
            file.write(read ^ 1);
        }
    }

    @Test
    void aFlippedByteInATableIsDamageNotUseByAnotherProcess() throws IOException {
        Path journals = journals();
        // Opening puts what is only in the log into tables.
        open(journals).close();
        List<Path> tables = tables(journals);
        assertThat(tables).isNotEmpty();

        for (Path table : tables) {
            flip(table, 5);
        }

        assertRefused(journals)
                .withMessageContaining("damaged")
                .withMessageContaining("block")
                .withMessageNotContaining("in use");
    }

    @Test
    void aPathThatSpeaksOfALockIsNotTakenForOne() throws IOException {
        Path locks = Files.move(journals(), parent.resolve("lock"));
        open(locks).close();

        for (Path table : tables(locks)) {
            Files.delete(table);
        }

        assertRefused(locks).withMessageNotContaining("in use");
    }

    @Test
    void aFileCurrentThatNamesNothingIsRefused() throws IOException {
        Files.writeString(parent.resolve("CURRENT"), "nonsense");

        assertRefused(parent).withMessageContaining("restore");
    }
}
