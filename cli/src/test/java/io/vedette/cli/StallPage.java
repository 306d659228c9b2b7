package io.vedette.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The table of the page that says how to read what is stuck, and rows of {@code explain} in its notation. */
final class StallPage {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern COMMAND = Pattern.compile("\\bvedette ([a-z][^`;,#\\n]*)");
    private static final Pattern TIMES = Pattern.compile(" \\(\\d+ times in a row\\)");

    private StallPage() {}

    /** The rows by the name of the stall: what {@code explain} prints, its columns separated by bars. */
    static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(page())) {
            String[] cells = line.split(" *\\| *");
            if (cells.length == 5 && cells[2].startsWith("`")) {
                rows.put(
                        cells[1],
                        String.join(" | ", List.of(cells).subList(2, 5)).replace("`", ""));
            }
        }
        return rows;
    }

    /** The commands that the page shows or advises, without the program's name, with these words replaced. */
    static List<String> commands(Map<String, String> words) throws IOException {
        String text = Files.readString(page());
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return COMMAND.matcher(text)
                .results()
                .map(match -> match.group(1).strip())
                .distinct()
                .toList();
    }

    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        Path docs = Files.isDirectory(here.resolve("docs")) ? here.resolve("docs") : here.resolveSibling("docs");
        return docs.resolve("how-to/read-what-is-stuck.md");
    }

    /** The rows of a table that {@code explain} printed, without what differs from run to run. */
    static List<String> printed(String table, Path folder) {
        return table.lines().skip(1).map(line -> plain(line, folder)).toList();
    }

    private static String plain(String line, Path folder) {
        String text = line.replace(folder.toString(), "<directory>");
        text = TIME.matcher(text).replaceAll("<time>");
        text = ID.matcher(text).replaceAll("<id>");
        text = TIMES.matcher(text).replaceAll("");
        String[] cells = text.split(" {2,}");
        return String.join(" ", cells[1], cells[2], cells[3]) + " | " + cells[4] + " | " + cells[5];
    }
}
