package io.vedette.cli.output;

import org.jspecify.annotations.Nullable;

/** Values of rows. */
public final class Cell {

    private Cell() {}

    /** A text; null, which is printed as nothing, for an empty one. */
    public static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
