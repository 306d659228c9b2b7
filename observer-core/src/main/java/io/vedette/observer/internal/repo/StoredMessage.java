package io.vedette.observer.internal.repo;

import io.vedette.observer.internal.ErrorText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The text under which an error is stored: the time and what it says, on one line, short enough for a table. */
final class StoredMessage {

    /** The longest text, in code points. */
    static final int LONGEST = 120;

    private static final int ELLIPSIS = '…';
    private static final int REPLACEMENT = 0xFFFD;

    private StoredMessage() {}

    static String of(Instant at, Throwable error) {
        String said = ErrorText.messageOf(error);
        String text = said == null || said.isBlank() ? ErrorText.of(error) : said.strip();
        return cut(DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS)) + " " + text);
    }

    /** Whole code points only: half a pair of surrogates has no UTF-8, and the registry would refuse it for ever. */
    private static String cut(String text) {
        int[] points =
                text.codePoints().limit(LONGEST + 1L).map(StoredMessage::plain).toArray();
        if (points.length > LONGEST) {
            points[LONGEST - 1] = ELLIPSIS;
        }
        return new String(points, 0, Math.min(points.length, LONGEST));
    }

    private static int plain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE -> REPLACEMENT;
            default -> point;
        };
    }
}
