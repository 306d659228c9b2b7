package io.vedette.cli.output;

import java.util.Locale;

/** Text as a terminal may have it. */
public final class Printable {

    private Printable() {}

    /** The text on one line; control characters, which would command a terminal, are shown as {@code \}{@code uHHHH}. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.chars()
                .forEach(c -> safe.append(
                        Character.isISOControl(c)
                                ? String.format(Locale.ROOT, "\\u%04x", c)
                                : String.valueOf((char) c)));
        return safe.toString();
    }
}
