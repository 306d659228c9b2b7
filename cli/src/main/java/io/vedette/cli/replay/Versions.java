package io.vedette.cli.replay;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vedette.cli.Exit;
import io.vedette.cli.output.Count;
import io.vedette.cli.output.Output;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.Printable;
import io.vedette.cli.output.Progress;
import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryParts;
import io.vedette.testkit.replay.CallComparison;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.CallRow;
import io.vedette.testkit.replay.DifferenceText;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two versions of a plug-in are asked and answer. The history is cut into parts by repository. The first
 * version plays all parts and is closed, what it did is kept in files; then the second one plays them, and each part is
 * compared as soon as it is over. So the memory is that of a part, and never are both open.
 */
final class Versions {

    private static final Gson GSON = new Gson();

    private final HistoryParts parts;
    private final Scratch scratch;
    private final PrintWriter out;
    private final OutputFormat format;
    private final Progress progress;
    private final @Nullable Long seed;
    private long played;
    private long calls;
    private long repositories;
    private long different;

    Versions(
            HistoryParts parts,
            Scratch scratch,
            PrintWriter out,
            OutputFormat format,
            Progress progress,
            @Nullable Long seed) {
        this.parts = parts;
        this.scratch = scratch;
        this.out = out;
        this.format = format;
        this.progress = progress;
        this.seed = seed;
    }

    /** Plays all with the first version. */
    void first(Rehearsal rehearsal) throws IOException {
        for (int i = 0; i < parts.parts().size(); i++) {
            Map<String, List<CallRow>> rows = play(rehearsal, parts.parts().get(i));
            try (BufferedWriter file = Files.newBufferedWriter(kept(i))) {
                for (List<CallRow> ofRepo : rows.values()) {
                    for (CallRow row : ofRepo) {
                        file.write(GSON.toJson(row));
                        file.newLine();
                    }
                }
            }
        }
    }

    /** Plays all with the second version, and prints what is different. */
    void second(Rehearsal rehearsal, String first, String second) throws IOException {
        try (Output rows = new Output(format, out, "differences")) {
            for (int i = 0; i < parts.parts().size(); i++) {
                Map<String, List<CallRow>> before = read(kept(i));
                Map<String, List<CallRow>> after = play(rehearsal, parts.parts().get(i));
                after.keySet().forEach(repo -> before.putIfAbsent(repo, List.of()));
                repositories +=
                        before.keySet().stream().filter(repo -> !repo.isEmpty()).count();
                before.forEach((repo, made) -> {
                    List<CallRow> now = after.getOrDefault(repo, List.of());
                    if (!CallComparison.same(made, now)) {
                        different++;
                        print(rows, repo, made, now, first, second);
                    }
                });
                Files.delete(kept(i));
            }
        }
    }

    private Path kept(int part) {
        return scratch.file("calls-" + part);
    }

    private Map<String, List<CallRow>> play(Rehearsal rehearsal, HistoryFile part) {
        Transcript transcript = new Transcript(part.names(), true);
        rehearsal.run(part, seed, new Counted().andThen(transcript));
        calls += transcript.calls();
        return transcript.rows();
    }

    private static Map<String, List<CallRow>> read(Path file) throws IOException {
        Map<String, List<CallRow>> rows = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                CallRow row = GSON.fromJson(line, CallRow.class);
                rows.computeIfAbsent(row.repo(), repo -> new ArrayList<>(4)).add(row);
            }
        }
        return rows;
    }

    private void print(
            Output rows, String repo, List<CallRow> before, List<CallRow> after, String first, String second) {
        if (format == OutputFormat.table) {
            out.println(Printable.of(DifferenceText.who(repo) + ": " + first + " (-) and " + second + " (+) differ"));
            CallComparison.of(before, after).forEach(line -> out.println(Printable.of(line)));
            return;
        }
        JsonObject row = new JsonObject();
        row.addProperty("repo", repo.isEmpty() ? null : repo);
        row.add("plugin", list(before));
        row.add("against", list(after));
        rows.row(row);
    }

    private static JsonArray list(List<CallRow> rows) {
        JsonArray list = new JsonArray();
        rows.forEach(row -> list.add(row.json()));
        return list;
    }

    /** How it went, in a line. */
    String summary() {
        return "compared " + Findings.events(parts.summary()) + ", " + Count.of(calls, "call", "calls") + ", "
                + Count.of(repositories, "repository", "repositories") + "; "
                + (different == 0
                        ? "no differences"
                        : different == 1 ? "1 has differences" : different + " have differences");
    }

    /** 1 if there is a difference. */
    int exit() {
        return different == 0 ? Exit.OK : Exit.FINDINGS;
    }

    /** Shows how far it is; two versions play each event, those of every part several times. */
    private final class Counted implements CallListener {
        @Override
        public void arrived(HistoryLine.Occurred line, EventId id) {
            long all = 2 * parts.summary().events();
            progress.at(Math.min(++played, all), all);
        }
    }
}
