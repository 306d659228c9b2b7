package io.vedette.gitshadow.internal.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names that git programs refuse to check out, on any platform with its default configuration: git's own folder in
 * any case and in the disguises that NTFS and HFS+ know, and links named as the list of submodules. As in git's
 * {@code verify_path}, {@code is_ntfs_dotgit} and {@code is_hfs_dotgit}.
 */
final class GitNames {
    private static final String MODULES = "gitmodules";
    /** The name that NTFS gives to the fifth and later files that look like {@code .gitmodules}. */
    private static final String MODULES_HASHED = "gi7eba";

    private GitNames() {}

    /** Why git refuses the name, or null if it does not. */
    static @Nullable String refusal(byte[] name, boolean link) {
        String bytes = new String(name, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (bytes.equals(".git")) {
            return "git keeps its own data under this name";
        }
        String seenByHfs = withoutIgnorable(name);
        if (seenByHfs.equals(".git")) {
            return "means .git on macOS, so git refuses it";
        }
        if (link && seenByHfs.equals("." + MODULES)) {
            return "git refuses a symbolic link of this name";
        }
        for (int start = 0; start >= 0; start = next(bytes, start)) {
            String part = bytes.substring(start);
            if (isNtfsDotGit(part)) {
                return "means .git on Windows, so git refuses it";
            }
            if (link && isNtfsModules(part)) {
                return "git refuses a symbolic link of this name";
            }
        }
        return null;
    }

    /** Windows takes a backslash for a separator, so each part after one counts as a name too. */
    private static int next(String bytes, int start) {
        int backslash = bytes.indexOf('\\', start);
        return backslash < 0 ? -1 : backslash + 1;
    }

    private static boolean isNtfsDotGit(String part) {
        int length = part.startsWith(".git") ? 4 : part.startsWith("git~1") ? 5 : -1;
        return length > 0 && isIgnoredTail(part, length, true);
    }

    private static boolean isNtfsModules(String part) {
        if (part.startsWith("." + MODULES)) {
            return isIgnoredTail(part, MODULES.length() + 1, false);
        }
        if (part.matches("(?s)gitmod~[1-4].*")) {
            return isIgnoredTail(part, 8, false);
        }
        return isHashedShortName(part) && isIgnoredTail(part, 8, false);
    }

    private static boolean isHashedShortName(String part) {
        if (part.length() < 8) {
            return false;
        }
        int tilde = part.indexOf('~');
        return tilde >= 0
                && tilde <= 6
                && MODULES_HASHED.startsWith(part.substring(0, tilde))
                && part.substring(tilde + 1, 8).matches("[1-9][0-9]*");
    }

    /** NTFS drops spaces and dots at the end of a name, and what follows a colon. */
    private static boolean isIgnoredTail(String part, int from, boolean backslashEnds) {
        for (int i = from; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == ':' || (backslashEnds && c == '\\')) {
                return true;
            }
            if (c != '.' && c != ' ') {
                return false;
            }
        }
        return true;
    }

    private static String withoutIgnorable(byte[] name) {
        StringBuilder seen = new StringBuilder();
        new String(name, StandardCharsets.UTF_8)
                .codePoints()
                .filter(c -> !isIgnorable(c))
                .forEach(seen::appendCodePoint);
        return seen.toString().toLowerCase(Locale.ROOT);
    }

    /** The code points that HFS+ ignores when it compares names. */
    private static boolean isIgnorable(int c) {
        return (c >= 0x200c && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x206a && c <= 0x206f)
                || c == 0xfeff;
    }
}
