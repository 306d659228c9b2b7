package io.vedette.testkit.replay;

import io.vedette.testkit.history.Names;
import org.jspecify.annotations.Nullable;

/** The observer ended by itself while the history went on; the cause says with what. */
public final class ObserverEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An observer ended with this. */
    public ObserverEndedException(Throwable cause) {
        this("the observer ended: " + cause.getMessage(), cause);
    }

    private ObserverEndedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same with ids called as a file calls them. */
    ObserverEndedException inWordsOf(Names names) {
        ObserverEndedException same = new ObserverEndedException(names.words(String.valueOf(getMessage())), getCause());
        same.setStackTrace(getStackTrace());
        return same;
    }
}
