package io.vedette.cli.output;

import java.util.Locale;

/** Text as a terminal may have it. */
public final class Printable {

    private Printable() {}

    /**
     * The text on one line. Control characters, which would command a terminal, and those that turn the direction of what
     * follows are shown as {@code \}{@code uHHHH}.
     */
    public static String of(String text) {
        if (text.chars().noneMatch(Printable::isCommand)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.chars()
                .forEach(c -> safe.append(
                        isCommand(c) ? String.format(Locale.ROOT, "\\u%04x", c) : String.valueOf((char) c)));
        return safe.toString();
    }

    private static boolean isCommand(int c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
