package io.vedette.domain;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository, a root or a prefix is: absolute, normalised, compared on whole segments, so {@code /ex/ab} is not
 * below {@code /ex/a}. The natural order puts each path directly before all that lie below it.
 *
 * @param value as {@code /ex/a}; {@code /} alone stands above everything
 */
public record RepoPath(String value) implements Comparable<RepoPath> {

    /** The longest path, in bytes of UTF-8. */
    public static final int MAX_BYTES = 4096;

    /** The longest segment, in bytes of UTF-8. */
    public static final int MAX_SEGMENT_BYTES = 255;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is not absolute and normalised; the message says which rule was broken
     */
    public RepoPath {
        check(value);
    }

    private static void check(String value) {
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException("path " + Quote.of(value) + " must be absolute: begin with /");
        }
        if (value.length() == 1) {
            return;
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("path is longer than " + MAX_BYTES + " bytes");
        }
        for (String segment : value.substring(1).split("/", -1)) {
            checkSegment(value, segment);
        }
    }

    private static void checkSegment(String value, String segment) {
        if (segment.isEmpty()) {
            throw new IllegalArgumentException(
                    "path " + Quote.of(value) + " must have no empty segment and no / at its end");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException("path " + Quote.of(value) + " must be normalised: no . or .. in it");
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("path has a segment longer than " + MAX_SEGMENT_BYTES + " bytes");
        }
        if (segment.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("path must not hold a NUL character");
        }
        if (!isUnicode(segment)) {
            throw new IllegalArgumentException("path must be valid Unicode: it has a lone surrogate");
        }
    }

    /** Whether the text can be written as UTF-8 and read back. */
    static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    /** The path one segment shorter; null above everything. */
    @Nullable
    RepoPath parent() {
        int cut = value.lastIndexOf('/');
        return value.length() == 1 ? null : new RepoPath(cut == 0 ? "/" : value.substring(0, cut));
    }

    /** Whether this path equals the other or lies below it. */
    public boolean isAtOrBelow(RepoPath other) {
        if (other.value.length() == 1) {
            return true;
        }
        return value.startsWith(other.value)
                && (value.length() == other.value.length() || value.charAt(other.value.length()) == '/');
    }

    /** The rest of this path below another, without a leading slash; empty when they are equal. */
    public String relativeTo(RepoPath other) {
        if (!isAtOrBelow(other)) {
            throw new IllegalArgumentException(value + " is not at or below " + other.value);
        }
        int from = other.value.length() == 1 ? 1 : other.value.length() + 1;
        return value.length() <= from ? "" : value.substring(from);
    }

    @Override
    public int compareTo(RepoPath other) {
        int length = Math.min(value.length(), other.value.length());
        for (int i = 0; i < length; i++) {
            char a = value.charAt(i);
            char b = other.value.charAt(i);
            if (a != b) {
                return a == '/' ? -1 : b == '/' ? 1 : Character.compare(a, b);
            }
        }
        return Integer.compare(value.length(), other.value.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
