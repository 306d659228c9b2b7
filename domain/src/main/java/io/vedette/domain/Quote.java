package io.vedette.domain;

/** Quotes what somebody sent, so that a message which names it stays short and on one line. */
final class Quote {

    private static final int SHOWN = 100;

    private Quote() {}

    /** The text in quotation marks, control characters replaced, cut where it is long. */
    static String of(String text) {
        int shown = text.length() <= SHOWN
                ? text.length()
                : text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
        StringBuilder quoted = new StringBuilder(shown + 3).append('"');
        text.substring(0, shown)
                .codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(quoted::appendCodePoint);
        return quoted.append(shown < text.length() ? "…\"" : "\"").toString();
    }
}
