package io.vedette.testkit.explore;

/** What leads from one state to the next, as a number. */
enum Label {
    SERVER_POSTS,
    SERVER_IS_ANSWERED,
    SERVER_CRASHES,
    ABORTS,
    WORKS_BY_HAND,
    CONFIRMS,
    TAKES_BACK_BY_HAND,
    SEES_WORKFLOW,
    SEES_REPO,
    CLOSES,
    OPENS,
    CARRIES_OUT,
    FAILS_AT,
    REPORTS,
    CRASHES,
    CRASHES_WITH_CLIENTS,
    CRASHES_POSTING,
    COMES_ONCE_MORE;

    private static final Label[] ALL = values();

    int of(int who, int what) {
        return ordinal() << 24 | who << 16 | what;
    }

    static Label of(int code) {
        return ALL[code >>> 24];
    }

    static int who(int code) {
        return code >>> 16 & 0xFF;
    }

    static int what(int code) {
        return code & 0xFFFF;
    }
}
