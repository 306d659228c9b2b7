package io.vedette.observer.laws;

/** What can happen beside the lines of a history. */
enum Twist {
    LATE_SIGNALS_COME("late signals come"),
    FALLS_SILENT("the registry's heartbeats cease"),
    SPEAKS("the registry's heartbeats come again"),
    LEAVES("the registry answers nothing any more"),
    COMES_BACK("the registry answers again"),
    LOSES_AN_ANSWER("the answer to the next command is lost"),
    OBSERVER_DIES("the observer is killed and started again, and has two minutes for its work");

    private final String words;

    Twist(String words) {
        this.words = words;
    }

    /** In a comment. */
    String words() {
        return words;
    }
}
