package io.vedette.cli.demo;

import io.vedette.cli.output.Output;
import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.gitshadow.GitShadow;
import io.vedette.gitshadow.ShadowStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What has become of a tree.
 *
 * @param board what is known of each repository
 * @param files the file server, which knows the shadows
 * @param unusable the directories that could not become repositories, with the reasons
 * @param shown what was done with the sample tree; empty for a tree of the user's
 */
record Result(Board board, GitShadow files, Map<String, String> unusable, Map<RepoPath, String> shown) {

    /** Prints the result; a table leaves out what only programs need. */
    void print(Output output, boolean table) {
        List<Board.Row> rows = board.rows();
        boolean anyError = !unusable.isEmpty() || rows.stream().anyMatch(Board.Row::failed);
        try (output) {
            for (Board.Row row : rows) {
                output.row(cells(row, table, anyError || !table));
            }
            unusable.forEach((name, reason) -> output.row(cells(name, reason, table)));
        }
    }

    private Map<String, @Nullable Object> cells(Board.Row row, boolean table, boolean withError) {
        ShadowStatus status = status(row.repo());
        HostPath shadow = row.view().shadow();
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        if (!table) {
            cells.put("id", row.repo().toString());
        }
        cells.put(table ? "repository" : "path", row.path().value());
        cells.put("state", board.expects(row.path()) ? row.state() : "VANISHED");
        cells.put("commit", status == null ? null : table ? status.shortHead() : status.head());
        cells.put("files", status == null ? null : status.files());
        cells.put(table ? "shadow path" : "shadowPath", shadow == null ? null : shadow.value());
        cells.put("events", row.view().version());
        if (!shown.isEmpty()) {
            cells.put("shown", shown.get(row.path()));
        }
        if (withError) {
            cells.put("error", row.error());
        }
        return cells;
    }

    /** Of a directory that could not become a repository. */
    private Map<String, @Nullable Object> cells(String name, String reason, boolean table) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        if (!table) {
            cells.put("id", null);
        }
        cells.put(table ? "repository" : "path", name);
        cells.put("state", "REFUSED");
        cells.put("commit", null);
        cells.put("files", null);
        cells.put(table ? "shadow path" : "shadowPath", null);
        cells.put("events", 0);
        if (!shown.isEmpty()) {
            cells.put("shown", null);
        }
        cells.put("error", reason);
        return cells;
    }

    private @Nullable ShadowStatus status(RepoId repo) {
        return files.status(repo).onErrorResume(error -> Mono.empty()).block();
    }
}
