package io.vedette.testkit.history;

/** A history file is not well formed. The message is for people: file, line, column, what is wrong and what is right. */
public final class HistoryFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final int column;

    HistoryFormatException(String file, long line, int column, String problem) {
        super(file + ":" + line + ":" + column + ": " + problem);
        this.line = line;
        this.column = column;
    }

    /** The number of the line, from 1. */
    public long line() {
        return line;
    }

    /** The column within the line, in characters from 1. */
    public int column() {
        return column;
    }
}
