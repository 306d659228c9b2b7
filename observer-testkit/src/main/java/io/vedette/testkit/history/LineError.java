package io.vedette.testkit.history;

/** What is wrong with a line, before it is known which line it is. */
final class LineError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int column;

    LineError(int column, String problem) {
        super(problem, null, false, false);
        this.column = column;
    }

    HistoryFormatException at(String file, long line) {
        return new HistoryFormatException(file, line, column, String.valueOf(getMessage()));
    }
}
