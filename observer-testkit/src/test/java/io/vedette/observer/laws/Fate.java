package io.vedette.observer.laws;

import io.vedette.testkit.standin.SignalFaults;

/** How an event's signal fares. */
@SuppressWarnings("ImmutableEnumChecker")
enum Fate {
    PLAIN("", 0, 0, 0, 0, true),
    BARE("its signal does not carry it", 0, 0, 0, 0, false),
    JOINED("the next event comes before anything can follow from this one", 0, 0, 0, 0, true),
    LOST("its signal is lost", 1, 0, 0, 0, true),
    DOUBLED("its signal comes twice", 0, 1, 0, 0, true),
    LATE("its signal is late, and merged with others of its history", 0, 0, 1, 0, true),
    BREAKING("the connection breaks behind its signal", 0, 0, 0, 1, true);

    private final String words;
    private final SignalFaults faults;

    Fate(String words, double lost, double doubled, double late, double broken, boolean riding) {
        this.words = words;
        this.faults = new SignalFaults(lost, doubled, late, broken, riding);
    }

    /** In a comment; empty if there is nothing to say. */
    String words() {
        return words;
    }

    SignalFaults faults() {
        return faults;
    }
}
