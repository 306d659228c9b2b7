package io.vedette.testkit.replay;

import io.vedette.domain.RepoId;
import io.vedette.testkit.history.Names;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A call to an implementor did not end, so that nobody can say what the observer would have done next. */
public final class HungCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the calls.
     *
     * @param patience how long they were waited for
     */
    public HungCallException(List<Call> calls, Duration patience) {
        this(calls.stream().map(HungCallException::text).collect(Collectors.joining(", ")) + " did not end within "
                + patience.toMillis() / 1000.0
                + " s of real time; mend what it waits for, or give the replay more patience");
    }

    private HungCallException(String message) {
        super(message);
    }

    private static String text(Call call) {
        RepoId repo = call.repo();
        return call.name().text() + (repo == null ? "" : " of repository " + repo);
    }

    /** The same with ids called as a file calls them. */
    HungCallException inWordsOf(Names names) {
        HungCallException same = new HungCallException(names.words(String.valueOf(getMessage())));
        same.setStackTrace(getStackTrace());
        return same;
    }
}
