package io.vedette.testkit.explore;

import java.util.Arrays;

/**
 * The states that were visited, in the order in which they were found, each with the one it was found from. They lie in
 * chunks of words with a table of numbers over them: a state takes about 60 bytes.
 */
final class States {

    private static final int CHUNK = 1 << 14;

    private final int width;
    private long[][] words = new long[16][];
    private int[][] from = new int[16][];
    private int[] table = new int[1 << 16];
    private int size;

    States(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    /** Adds a state; false if it is there already. */
    boolean add(long[] state, int foundFrom) {
        int slot = slot(state);
        if (table[slot] != 0) {
            return false;
        }
        int chunk = size / CHUNK;
        if (chunk == words.length) {
            words = Arrays.copyOf(words, 2 * chunk);
            from = Arrays.copyOf(from, 2 * chunk);
        }
        if (words[chunk] == null) {
            words[chunk] = new long[CHUNK * width];
            from[chunk] = new int[CHUNK];
        }
        System.arraycopy(state, 0, words[chunk], size % CHUNK * width, width);
        from[chunk][size % CHUNK] = foundFrom;
        size++;
        table[slot] = size;
        if (size > table.length / 2) {
            grow();
        }
        return true;
    }

    /** The number of a state; below 0 if it is not there. */
    int find(long[] state) {
        return table[slot(state)] - 1;
    }

    private int slot(long[] state) {
        int slot = hash(state) & (table.length - 1);
        while (table[slot] != 0 && !isAt(table[slot] - 1, state)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean isAt(int number, long[] state) {
        int start = number % CHUNK * width;
        return Arrays.equals(words[number / CHUNK], start, start + width, state, 0, width);
    }

    private static int hash(long[] state) {
        long mixed = 0;
        for (long word : state) {
            mixed = (mixed ^ word) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return (int) mixed;
    }

    private void grow() {
        table = new int[2 * table.length];
        long[] state = new long[width];
        for (int i = 0; i < size; i++) {
            read(i, state);
            table[slot(state)] = i + 1;
        }
    }

    /** Copies a state. */
    void read(int number, long[] into) {
        System.arraycopy(words[number / CHUNK], number % CHUNK * width, into, 0, width);
    }

    /** The state that it was found from; below 0 for the first one. */
    int from(int number) {
        return from[number / CHUNK][number % CHUNK];
    }
}
