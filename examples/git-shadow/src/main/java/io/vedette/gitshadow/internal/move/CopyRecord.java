package io.vedette.gitshadow.internal.move;

import io.vedette.gitshadow.internal.snapshot.FileStat;
import io.vedette.gitshadow.internal.store.ShadowFolder;
import io.vedette.gitshadow.internal.tree.Listing;
import io.vedette.gitshadow.internal.tree.RawName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a tree has been copied, kept in a file with a line for each name. Without the file nothing is lost: what is at
 * the new place already is then recognised by its content.
 */
final class CopyRecord {
    private static final int FIELDS = 6;

    private final ShadowFolder folder;
    private final Path file;
    private final TreeMap<String, Copied> copied = new TreeMap<>();
    private boolean changed;

    private CopyRecord(ShadowFolder folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    static CopyRecord read(ShadowFolder folder, Path file) throws IOException {
        CopyRecord record = new CopyRecord(folder, file);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Iterator<String> word = List.of(line.split(" ")).iterator();
                String name = RawName.decode(word.next()).bytes();
                boolean settled = word.next().equals("settled");
                record.copied.put(name, new Copied(stat(word), settled, stat(word)));
            }
        } catch (NoSuchFileException e) {
            return record;
        }
        return record;
    }

    private static FileStat stat(Iterator<String> word) {
        long[] field = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            field[i] = Long.parseLong(word.next());
        }
        return new FileStat(field[0], field[1], field[2], field[3], field[4], (int) field[5]);
    }

    /** Whether nothing is known to have been copied. */
    boolean isEmpty() {
        return copied.isEmpty();
    }

    /** Whether a directory is the very one that was copied. Its device may have another number since the system started. */
    boolean isOf(Path directory) throws IOException {
        Copied root = get(RawName.ROOT);
        FileStat now = FileStat.of(directory);
        return root != null && now != null && root.source().inode() == now.inode();
    }

    /** As {@link #isOf}, and something is in it still. */
    boolean isFilledAs(Path directory) throws IOException {
        return isOf(directory) && isFilled(directory);
    }

    /** Whether a directory is the very copy, whatever its name, and something is in it still. */
    boolean isCopy(Path directory) throws IOException {
        Copied root = get(RawName.ROOT);
        FileStat now = FileStat.of(directory);
        return root != null
                && now != null
                && now.isDirectory()
                && root.copy().inode() == now.inode()
                && isFilled(directory);
    }

    /** A new directory often gets the inode of one that has just been deleted. */
    private boolean isFilled(Path directory) throws IOException {
        return copied.size() == 1 || !Listing.of(directory).isEmpty();
    }

    @Nullable
    Copied get(RawName name) {
        return copied.get(name.bytes());
    }

    void put(RawName name, Copied entry) {
        changed |= !entry.equals(copied.put(name.bytes(), entry));
    }

    /** Forgets a name and all below it. */
    void remove(RawName name) {
        changed |= copied.remove(name.bytes()) != null;
        Map<String, Copied> below = copied.subMap(name.bytes() + "/", name.bytes() + "0");
        changed |= !below.isEmpty();
        below.clear();
    }

    /** Writes it down, unless it is. */
    void save() throws IOException {
        if (!changed) {
            return;
        }
        StringBuilder text = new StringBuilder();
        copied.forEach((name, entry) -> {
            text.append(new RawName(name).encoded()).append(entry.settled() ? " settled" : " fresh");
            append(text, entry.source());
            append(text, entry.copy());
            text.append('\n');
        });
        folder.save(file, String.valueOf(file.getFileName()), text.toString().getBytes(StandardCharsets.US_ASCII));
        changed = false;
    }

    private static void append(StringBuilder text, FileStat stat) {
        text.append(' ').append(stat.size());
        text.append(' ').append(stat.modified());
        text.append(' ').append(stat.changed());
        text.append(' ').append(stat.inode());
        text.append(' ').append(stat.device());
        text.append(' ').append(stat.mode());
    }
}
