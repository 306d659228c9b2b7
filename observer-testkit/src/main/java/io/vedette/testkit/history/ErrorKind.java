package io.vedette.testkit.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a call fails. */
public enum ErrorKind {
    /** Stored at once. */
    STRONG,
    /** Tried again, and stored after five tries. */
    WEAK,
    /** Known already. */
    STORED,
    /** Cancelled; not counted. */
    CANCELLED,
    /** Some error; counts as weak. */
    UNCLASSIFIED;

    /** As files have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErrorKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind of error \"" + text + "\"; there are "
                        + Arrays.stream(values()).map(ErrorKind::text).collect(Collectors.joining(", "))));
    }
}
