package io.vedette.testkit.contract;

import org.jspecify.annotations.Nullable;

/** A rule of the contract that does not hold: which call, when, what was seen, what to do. */
final class Broken extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String seen;

    Broken(String call, String seen, String mend, @Nullable Throwable cause) {
        super(call + " " + seen + "\nTo mend it: " + mend, cause);
        this.seen = call + " " + seen;
    }

    Broken(String call, String seen, String mend) {
        this(call, seen, mend, null);
    }

    /** What an error says, without advice. */
    static String words(Throwable error) {
        return error instanceof Broken broken ? broken.seen : error.toString();
    }
}
