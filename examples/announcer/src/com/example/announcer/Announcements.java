package com.example.announcer;

import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file with a line for each open repository: its id, a tab and its path, sorted by id. A reader sees it before a change
 * or after it, never between. Each change writes all of it, which is good for some thousands of repositories.
 */
final class Announcements {

    private final Path file;
    private final Path draft;
    private final SortedMap<String, String> paths = new TreeMap<>();
    private boolean closed;

    /** Begins with none, whatever the file says: a file server that has just started has opened nothing yet. */
    Announcements(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        this.draft = this.file.resolveSibling(this.file.getFileName() + ".new");
        write();
    }

    synchronized void put(RepoId repo, RepoPath path) throws IOException {
        change(repo.toString(), escaped(path.value()));
    }

    synchronized void remove(RepoId repo) throws IOException {
        change(repo.toString(), null);
    }

    /** Takes all back for good: a call that is still under way when the observer ends announces nothing any more. */
    synchronized void close() throws IOException {
        closed = true;
        paths.clear();
        write();
    }

    /** What could not be written is not remembered, so that the next try writes it. */
    private void change(String repo, String path) throws IOException {
        if (closed) {
            return;
        }
        String before = set(repo, path);
        if (path == null ? before == null : path.equals(before)) {
            return;
        }
        try {
            write();
        } catch (IOException failed) {
            set(repo, before);
            throw failed;
        }
    }

    private String set(String repo, String path) {
        return path == null ? paths.remove(repo) : paths.put(repo, path);
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        paths.forEach((repo, path) -> text.append(repo).append('\t').append(path).append('\n'));
        try (FileChannel out = FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A path may hold any character but NUL; a line may not hold a line break. */
    private static String escaped(String path) {
        return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
