package io.vedette.testkit.contract;

import org.jspecify.annotations.Nullable;

/** A rule of the contract that does not hold: which call, when, what was seen, what to do. */
final class Broken extends AssertionError {

    private static final long serialVersionUID = 1L;

    Broken(String call, String seen, String mend, @Nullable Throwable cause) {
        super(call + " " + seen + "\nTo mend it: " + mend, cause);
    }

    Broken(String call, String seen, String mend) {
        this(call, seen, mend, null);
    }
}
