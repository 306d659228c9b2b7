package io.vedette.domain;

import java.util.List;

/** What an aggregate says to a command. */
public sealed interface Decision {

    /**
     * The command holds.
     *
     * @param events to append; empty where all is already as asked
     */
    record Accept(List<Event> events) implements Decision {
        /** Copies the list. */
        public Accept {
            events = List.copyOf(events);
        }
    }

    /**
     * The command does not hold.
     *
     * @param refusal why
     */
    record Refuse(Refusal refusal) implements Decision {}

    /** The command holds and leads to these events. */
    static Decision accept(Event... events) {
        return new Accept(List.of(events));
    }

    /** All is already as asked. */
    static Decision nothingToDo() {
        return new Accept(List.of());
    }

    /** The command does not hold. */
    static Decision refuse(Refusal refusal) {
        return new Refuse(refusal);
    }
}
