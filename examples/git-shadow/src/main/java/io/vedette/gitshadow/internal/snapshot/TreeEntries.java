package io.vedette.gitshadow.internal.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.util.Paths;
import org.jspecify.annotations.Nullable;

/** The entries of one directory, in the order that git wants: by bytes, a directory as if its name ended with a slash. */
final class TreeEntries {
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(byte[] name, FileMode mode, ObjectId id) {
        static int compare(Entry a, Entry b) {
            return Paths.compare(
                    a.name, 0, a.name.length, a.mode.getBits(), b.name, 0, b.name.length, b.mode.getBits());
        }
    }

    void add(byte[] name, FileMode mode, ObjectId id) {
        entries.add(new Entry(name, mode, id));
    }

    /** Stores the tree, unless it is the one that is known. */
    ObjectId store(ObjectSink sink, @Nullable ObjectId known) throws IOException {
        entries.sort(Entry::compare);
        TreeFormatter tree = new TreeFormatter();
        for (Entry entry : entries) {
            tree.append(entry.name, 0, entry.name.length, entry.mode, entry.id);
        }
        byte[] bytes = tree.toByteArray();
        if (known != null && known.equals(sink.idOfTree(bytes))) {
            return known;
        }
        return sink.insert(Constants.OBJ_TREE, bytes, bytes.length);
    }
}
