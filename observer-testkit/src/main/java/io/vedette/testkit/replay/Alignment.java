package io.vedette.testkit.replay;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * Two lists side by side, as a comparison of two files has them: as many pairs as can be made without changing an order (a
 * longest common subsequence), and between them what has no partner, that of the left list first. Lists that differ in
 * thousands of places each are not paired in the middle, which would cost the product of both.
 */
public final class Alignment {

    private static final long LARGEST = 4_000_000;

    private Alignment() {}

    /** Takes what stands in the lists, from their beginning to their end. */
    public interface Taker<L, R> {

        /** A pair. */
        void both(L left, R right);

        /** An element of the left list without a partner. */
        void left(L only);

        /** An element of the right list without a partner. */
        void right(R only);
    }

    /** Whether all that stands in the lists makes pairs, place by place. */
    public static <L, R> boolean agree(List<L> left, List<R> right, BiPredicate<L, R> pair) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!pair.test(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Lays two lists side by side. */
    public static <L, R> void of(List<L> left, List<R> right, BiPredicate<L, R> pair, Taker<L, R> taker) {
        int shorter = Math.min(left.size(), right.size());
        int head = 0;
        while (head < shorter && pair.test(left.get(head), right.get(head))) {
            taker.both(left.get(head), right.get(head));
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && pair.test(left.get(left.size() - 1 - tail), right.get(right.size() - 1 - tail))) {
            tail++;
        }
        middle(left.subList(head, left.size() - tail), right.subList(head, right.size() - tail), pair, taker);
        for (; tail > 0; tail--) {
            taker.both(left.get(left.size() - tail), right.get(right.size() - tail));
        }
    }

    private static <L, R> void middle(List<L> left, List<R> right, BiPredicate<L, R> pair, Taker<L, R> taker) {
        if ((long) left.size() * right.size() > LARGEST) {
            left.forEach(taker::left);
            right.forEach(taker::right);
            return;
        }
        int[][] pairs = pairs(left, right, pair);
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            if (l < left.size() && r < right.size() && pair.test(left.get(l), right.get(r))) {
                taker.both(left.get(l++), right.get(r++));
            } else if (l < left.size() && (r == right.size() || pairs[l + 1][r] >= pairs[l][r + 1])) {
                taker.left(left.get(l++));
            } else {
                taker.right(right.get(r++));
            }
        }
    }

    /** How many pairs the rests of the lists from each two places on can make. */
    private static <L, R> int[][] pairs(List<L> left, List<R> right, BiPredicate<L, R> pair) {
        int[][] pairs = new int[left.size() + 1][right.size() + 1];
        for (int l = left.size() - 1; l >= 0; l--) {
            for (int r = right.size() - 1; r >= 0; r--) {
                pairs[l][r] = pair.test(left.get(l), right.get(r))
                        ? pairs[l + 1][r + 1] + 1
                        : Math.max(pairs[l + 1][r], pairs[l][r + 1]);
            }
        }
        return pairs;
    }
}
