package io.vedette.cli.output;

import java.util.Locale;

/** Text as a terminal may have it. */
public final class Printable {

    private Printable() {}

    /**
     * The text on one line. Control characters, which would command a terminal, those that turn the direction of what
     * follows and those that separate lines and paragraphs are shown as {@code \}{@code uHHHH}.
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
        return Character.isISOControl(c) || isDirection(c) || c == 0x2028 || c == 0x2029;
    }

    /** The marks, and what embeds, overrides or isolates. */
    private static boolean isDirection(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
