package io.vedette.testkit.replay;

import io.vedette.domain.RepoId;
import io.vedette.testkit.history.Names;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A call to an implementor did not end, so that nobody can say what the observer would have done next. */
public final class HungCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Call> calls;
    private final Duration patience;

    /**
     * Names the calls.
     *
     * @param patience how long they were waited for
     */
    public HungCallException(List<Call> calls, Duration patience) {
        this(calls, patience, new Names());
    }

    private HungCallException(List<Call> calls, Duration patience, Names names) {
        super(calls.stream().map(call -> text(call, names)).collect(Collectors.joining(", ")) + " did not end within "
                + patience.toMillis() / 1000.0
                + " s of real time; mend what it waits for, or give the replay more patience");
        this.calls = List.copyOf(calls);
        this.patience = patience;
    }

    private static String text(Call call, Names names) {
        RepoId repo = call.repo();
        return call.name().text() + (repo == null ? "" : " of repository " + names.text(repo.uuid()));
    }

    /** The same with repositories called as a file calls them. */
    HungCallException inWordsOf(Names names) {
        HungCallException same = new HungCallException(calls, patience, names);
        same.setStackTrace(getStackTrace());
        return same;
    }
}
