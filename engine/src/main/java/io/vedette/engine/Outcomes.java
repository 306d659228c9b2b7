package io.vedette.engine;

/** The outcomes that carry nothing, once. */
final class Outcomes {
    static final Outcome SLEEP = new Outcome.Sleep();
    static final Outcome END = new Outcome.End();

    private Outcomes() {}
}
