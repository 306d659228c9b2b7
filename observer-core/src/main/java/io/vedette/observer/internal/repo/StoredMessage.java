package io.vedette.observer.internal.repo;

import io.vedette.observer.internal.ErrorText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The text under which an error is stored: the time and what it says, on one line, short enough for a table. */
public final class StoredMessage {

    /** The longest text, in code points. */
    static final int LONGEST = 120;

    /** So much of a path is left at its beginning and at its end. */
    private static final int LEAST_OF_A_PATH = 6;

    private static final Pattern PATH = Pattern.compile("\\S*/\\S+");
    private static final int ELLIPSIS = '…';
    private static final int REPLACEMENT = 0xFFFD;

    private StoredMessage() {}

    static String of(Instant at, Throwable error) {
        String said = ErrorText.messageOf(error);
        String text = said == null || said.isBlank() ? ErrorText.of(error) : said.strip();
        String time = DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS)) + " ";
        return cut(time + withShortPath(text, LONGEST - time.length()));
    }

    /** What an error says, as short as if it were stored. */
    public static String reason(Throwable error) {
        String said = ErrorText.messageOf(error);
        return cut(withShortPath(said == null || said.isBlank() ? ErrorText.of(error) : said.strip(), LONGEST));
    }

    /** Takes from the middle of the longest path what is too much, so that the cause behind it can still be read. */
    private static String withShortPath(String text, int most) {
        int tooMuch = text.codePointCount(0, text.length()) - most;
        String path = PATH.matcher(text)
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        int points = path.codePointCount(0, path.length());
        int kept = points - tooMuch - 1;
        if (tooMuch <= 0 || kept < 2 * LEAST_OF_A_PATH) {
            return text;
        }
        String begin = path.substring(0, path.offsetByCodePoints(0, kept / 2));
        String end = path.substring(path.offsetByCodePoints(0, points - (kept - kept / 2)));
        return text.replace(path, begin + Character.toString(ELLIPSIS) + end);
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
