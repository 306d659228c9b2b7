package io.vedette.testkit.explore;

/**
 * A state in a few words: [0] the histories, the command that the registry has under way, the facts, and how many crashes and
 * late copies may come yet; [1] the commands that were posted; from [2] on a word for each observer.
 */
final class Bits {

    static final int NODE = 10;
    static final int COMMANDS = 64;
    static final int FACTS = 10;
    static final int MEMORY = 46;
    static final int OBSERVERS = 2;

    private static final int REPO = NODE;
    private static final int WORKFLOW = 2 * NODE;
    private static final int POSTING = 3 * NODE;
    private static final int WORLD = POSTING + 7;
    private static final int CRASHES = WORLD + FACTS;
    private static final int COPIES = CRASHES + 3;
    private static final int TAIL = 5;
    private static final int SERVED = 2 * TAIL;
    private static final int SERVED_AT = SERVED + 1;
    private static final int SERVING = SERVED_AT + TAIL;
    private static final int KNOWN = SERVING + 1;

    private Bits() {}

    private static int get(long word, int from, int width) {
        return (int) (word >>> from) & ((1 << width) - 1);
    }

    private static long set(long word, int from, int width, int value) {
        long mask = ((1L << width) - 1) << from;
        if (value < 0 || value >= 1 << width) {
            throw new IllegalStateException("a history of a workflow is too long to be explored");
        }
        return word & ~mask | (long) value << from;
    }

    static int registry(long[] state) {
        return get(state[0], 0, NODE);
    }

    static void registry(long[] state, int node) {
        state[0] = set(state[0], 0, NODE, node);
    }

    static int repo(long[] state) {
        return get(state[0], REPO, NODE);
    }

    static void repo(long[] state, int node) {
        state[0] = set(state[0], REPO, NODE, node);
    }

    static int workflow(long[] state) {
        return get(state[0], WORKFLOW, NODE);
    }

    static void workflow(long[] state, int node) {
        state[0] = set(state[0], WORKFLOW, NODE, node);
    }

    /** The command that the registry's process manager has under way; below 0 if it has none. */
    static int posting(long[] state) {
        return get(state[0], POSTING, 7) - 1;
    }

    static void posting(long[] state, int command) {
        state[0] = set(state[0], POSTING, 7, command + 1);
    }

    static int facts(long[] state) {
        return get(state[0], WORLD, FACTS);
    }

    static void facts(long[] state, int number) {
        state[0] = set(state[0], WORLD, FACTS, number);
    }

    static int crashes(long[] state) {
        return get(state[0], CRASHES, 3);
    }

    static void crashes(long[] state, int left) {
        state[0] = set(state[0], CRASHES, 3, left);
    }

    static int copies(long[] state) {
        return get(state[0], COPIES, 3);
    }

    static void copies(long[] state, int left) {
        state[0] = set(state[0], COPIES, 3, left);
    }

    static void posted(long[] state, int command) {
        if (copies(state) > 0) {
            state[1] |= 1L << command;
        }
    }

    static boolean isPosted(long[] state, int command) {
        return (state[1] >>> command & 1) != 0;
    }

    /** How much of the workflow's history an observer has seen. */
    static int workflowTail(long[] state, int observer) {
        return get(state[2 + observer], 0, TAIL);
    }

    static void workflowTail(long[] state, int observer, int length) {
        state[2 + observer] = set(state[2 + observer], 0, TAIL, length);
    }

    static int repoTail(long[] state, int observer) {
        return get(state[2 + observer], TAIL, TAIL);
    }

    static void repoTail(long[] state, int observer, int length) {
        state[2 + observer] = set(state[2 + observer], TAIL, TAIL, length);
    }

    /** Whether an observer thinks that clients may be using the repository. */
    static boolean served(long[] state, int observer) {
        return get(state[2 + observer], SERVED, 1) != 0;
    }

    /** The version at which an observer has opened it. */
    static int servedAt(long[] state, int observer) {
        return get(state[2 + observer], SERVED_AT, TAIL);
    }

    static void served(long[] state, int observer, boolean served, int at) {
        long word = set(state[2 + observer], SERVED, 1, served ? 1 : 0);
        state[2 + observer] = set(word, SERVED_AT, TAIL, at);
    }

    /** Whether clients do reach it. */
    static boolean serving(long[] state, int observer) {
        return get(state[2 + observer], SERVING, 1) != 0;
    }

    static void serving(long[] state, int observer, boolean serving) {
        state[2 + observer] = set(state[2 + observer], SERVING, 1, serving ? 1 : 0);
    }

    /** What an observer remembers of answers. */
    static long memory(long[] state, int observer) {
        return state[2 + observer] >>> KNOWN;
    }

    static void memory(long[] state, int observer, long memory) {
        state[2 + observer] = state[2 + observer] & ((1L << KNOWN) - 1) | memory << KNOWN;
    }
}
