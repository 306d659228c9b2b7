package io.vedette.engine;

/**
 * Counts of an engine. The first group counts since the start, the second tells how things are now.
 *
 * @param activities that are there now
 * @param news signals that told an activity something
 * @param stale signals whose head was folded already or whose entity nobody follows
 * @param fetches that were opened
 * @param runs that were started
 * @param effects that were started
 * @param folds runs that needed no fetch because the news rode on the signal
 * @param ready activities that are queued or held before a run
 * @param running activities with a run under way
 * @param sleeping activities without news
 * @param waiting activities that wait for something else
 * @param backingOff activities that try again later
 * @param parked activities that wait for an operator
 */
public record EngineCounts(
        long activities,
        long news,
        long stale,
        long fetches,
        long runs,
        long effects,
        long folds,
        long ready,
        long running,
        long sleeping,
        long waiting,
        long backingOff,
        long parked) {

    /** Of an engine that has done nothing yet. */
    public static final EngineCounts NONE = new EngineCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The same, but counting from the start of an engine that was there before and is gone. */
    public EngineCounts after(EngineCounts before) {
        return new EngineCounts(
                activities,
                news + before.news,
                stale + before.stale,
                fetches + before.fetches,
                runs + before.runs,
                effects + before.effects,
                folds + before.folds,
                ready,
                running,
                sleeping,
                waiting,
                backingOff,
                parked);
    }
}
