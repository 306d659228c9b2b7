package io.vedette.gitshadow.internal.tree;

import io.vedette.gitshadow.RawNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A path below some root, by its bytes: names need not be UTF-8. The root itself is the empty one.
 *
 * @param bytes a character for each byte
 */
public record RawName(String bytes) {

    /** The root itself. */
    public static final RawName ROOT = new RawName("");

    /** What a listing of this directory gave. */
    public RawName child(Path entry) {
        String name = new String(RawNames.ofEntry(entry), StandardCharsets.ISO_8859_1);
        return bytes.isEmpty() ? new RawName(name) : new RawName(bytes + "/" + name);
    }

    /** The path below this root. */
    public Path in(Path root) {
        if (bytes.isEmpty()) {
            return root;
        }
        String base = new String(RawNames.bytes(root), StandardCharsets.ISO_8859_1);
        return RawNames.path((base + "/" + bytes).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** In ASCII, without blanks. */
    public String encoded() {
        return RawNames.encode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads what {@link #encoded} gave. */
    public static RawName decode(String encoded) {
        return new RawName(new String(RawNames.decode(encoded), StandardCharsets.ISO_8859_1));
    }

    /** For people. */
    @Override
    public String toString() {
        return RawNames.show(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
