package io.vedette.cli.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of plain text: a head line, then a line for each row, columns as wide as their widest cell. */
final class Table {

    private static final String GAP = "  ";

    private Table() {}

    static void print(List<JsonObject> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(rows.get(0).keySet());
        int[] widths = columns.stream().mapToInt(String::length).toArray();
        for (JsonObject row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(cell(row, columns.get(i))));
            }
        }
        printLine(columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList(), widths, out);
        for (JsonObject row : rows) {
            printLine(columns.stream().map(name -> cell(row, name)).toList(), widths, out);
        }
    }

    private static void printLine(List<String> cells, int[] widths, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(cells.get(i));
            if (i < cells.size() - 1) {
                line.append(" ".repeat(widths[i] - width(cells.get(i))));
            }
        }
        out.println(line.toString().stripTrailing());
    }

    private static String cell(JsonObject row, String column) {
        JsonElement value = row.get(column);
        if (value == null || value.isJsonNull()) {
            return "-";
        }
        String text;
        if (value.isJsonPrimitive()) {
            text = value.getAsString();
        } else if (value instanceof JsonArray list) {
            text = list.isEmpty() ? "-" : list.toString();
        } else {
            text = value.toString();
        }
        return text.isEmpty() ? "-" : Printable.of(text);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
