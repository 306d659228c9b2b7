package io.vedette.testkit.replay;

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
        super(calls.stream()
                        .map(call -> call.name().text() + " of repository " + call.repo())
                        .collect(Collectors.joining(", "))
                + " did not end within " + patience.toSeconds()
                + " s of real time; mend what it waits for, or give the replay more patience");
    }
}
