package io.vedette.testkit.explore;

/** What holds for every run of a sound workflow. */
public enum Property {
    /** Nobody is stuck: where nothing is left to do, the workflow has ended. */
    NO_DEAD_END("no dead end"),
    /** From every state a path leads to the end without more crashes. */
    ALWAYS_AN_END("always a path to the end"),
    /** Never do two owners serve a repository, and nobody serves one whose files are being moved. */
    ONE_OWNER("never two owners"),
    /** An effect that is carried out again has the same result, and leads to the same report. */
    SAME_RESULT("never an effect twice with different results"),
    /** At the end registry, repository, workflow and files agree, and what may be served is. */
    AGREEMENT("the end is agreed upon"),
    /** A command that comes twice changes nothing the second time. */
    IDEMPOTENCE("each command twice changes nothing the second time"),
    /** A definition never throws, and says the same whenever it is asked the same. */
    PURITY("a definition never throws, and its steps are stable"),
    /** Each step is one that its party can take: time is kept by the registry, and effects are carried out by observers. */
    ABLE("each party can take its steps"),
    /** Each event that a step posts has its row in the table, by the role that posts it. */
    TABLE("every posted event has its row in the table"),
    /** Each phase of the table is reached. */
    REACHED("every phase is reached"),
    /** It can be aborted just until its point of no return. */
    ABORT("it can be aborted just until its point of no return"),
    /** Who comes from another change is refused. */
    FENCING("who comes from another change is refused"),
    /** While one thing is under way with a repository, another one is refused. */
    ONE_AT_A_TIME("one thing at a time");

    private final String text;

    Property(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }
}
