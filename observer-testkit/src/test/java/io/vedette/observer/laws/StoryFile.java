package io.vedette.observer.laws;

import io.vedette.testkit.history.HistoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A story as a history file; what such a file cannot say stands in comments. */
final class StoryFile {

    private StoryFile() {}

    /** The text, with these lines at its head as comments. */
    static String text(Story story, List<String> head) {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> comment(text, line));
        setting(text, story.setting());
        HistoryWriter writer = new HistoryWriter(DrawnHistory.names());
        for (Scene scene : story.scenes()) {
            if (scene instanceof Scene.Told told) {
                if (told.fate() != Fate.PLAIN) {
                    comment(text, "here " + told.fate().words() + ":");
                }
                text.append(writer.of(told.line())).append('\n');
            } else if (scene instanceof Scene.Turned turned) {
                comment(text, "here " + turned.twist().words());
            }
        }
        return text.toString();
    }

    private static void setting(StringBuilder text, Setting setting) {
        comment(
                text,
                "observed: " + String.join(", ", setting.prefixes())
                        + (setting.host() == null ? "" : " on host " + setting.host()));
        if (setting.interleaving() != null) {
            comment(text, "order among what is ready: drawn from seed " + setting.interleaving());
        }
        if (setting.callMillis() > 0 || setting.readMillis() > 0) {
            comment(
                    text,
                    "calls take " + setting.callMillis() + " ms, reads and commands " + setting.readMillis() + " ms");
        }
        if (setting.patient()) {
            comment(text, "two minutes pass before a workflow of a repository ends");
        }
        if (setting.narrow()) {
            comment(text, "budgets and limits are 1, nothing is cached");
        }
    }

    private static void comment(StringBuilder text, String line) {
        text.append("# ").append(line.replace('\n', ' ')).append('\n');
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + file, unwritable);
        }
    }
}
