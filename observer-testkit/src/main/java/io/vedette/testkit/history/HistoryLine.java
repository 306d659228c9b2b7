package io.vedette.testkit.history;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.RepoId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a history file: an event, or a control of its replay. */
public sealed interface HistoryLine {

    /** The number of the line, from 1. */
    long number();

    /** Takes the branch of this line's kind. */
    <T> T fold(Cases<T> cases);

    /**
     * An event.
     *
     * @param aggregate whose history it belongs to
     * @param event what happened
     * @param stamp what the registry that wrote it down said about it
     */
    record Occurred(long number, AggregateId aggregate, Event event, Stamp stamp) implements HistoryLine {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.occurred(this);
        }
    }

    /** What is before it is there at the start; what follows arrives line by line. */
    record Live(long number) implements HistoryLine {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.live(this);
        }
    }

    /**
     * From here on some calls fail.
     *
     * @param call which
     * @param repo for this repository only; null for any
     * @param error how
     * @param message what the error says
     * @param times how many of them, at least 1
     */
    record Fail(long number, CallName call, @Nullable RepoId repo, ErrorKind error, String message, int times)
            implements HistoryLine {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.fail(this);
        }
    }

    /** Time moves on. */
    record Advance(long number, Duration by) implements HistoryLine {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.advance(this);
        }
    }

    /**
     * The stream of signals breaks, or may be there again.
     *
     * @param restored whether it may be there again
     */
    record Connection(long number, boolean restored) implements HistoryLine {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.connection(this);
        }
    }

    /** Just these calls were made since the last such line. */
    record Expect(long number, List<ExpectedCall> calls) implements HistoryLine {
        /** Copies the list. */
        public Expect {
            calls = List.copyOf(calls);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.expect(this);
        }
    }

    /**
     * What a registry wrote beside an event; nothing of it need be there.
     *
     * @param id the event's id
     * @param version 1, 2, … within its history; 0 if it is not said
     * @param position 1, 2, … within the store; 0 if it is not said
     * @param time when it was stored
     * @param command what caused it
     */
    record Stamp(
            @Nullable EventId id,
            long version,
            long position,
            @Nullable Instant time,
            @Nullable CommandId command) {
        /** Nothing is said. */
        public static final Stamp NONE = new Stamp(null, 0, 0, null, null);
    }

    /**
     * A branch for each kind of line.
     *
     * @param <T> what the branches come to
     */
    interface Cases<T> {
        T occurred(Occurred line);

        T live(Live line);

        T fail(Fail line);

        T advance(Advance line);

        T connection(Connection line);

        T expect(Expect line);
    }
}
