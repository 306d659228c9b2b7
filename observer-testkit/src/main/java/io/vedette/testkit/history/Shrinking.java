package io.vedette.testkit.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** One list while it is being shrunk. */
final class Shrinking<L> {

    private final Predicate<List<L>> wellFormed;
    private final Predicate<List<L>> stillFails;
    private final Set<List<L>> tried = new HashSet<>();
    private final int most;
    private List<L> best;
    private int runs;

    Shrinking(List<L> lines, Predicate<List<L>> wellFormed, Predicate<List<L>> stillFails, int most) {
        this.best = lines;
        this.wellFormed = wellFormed;
        this.stillFails = stillFails;
        this.most = most;
    }

    Shrunk<L> shrink(Function<L, Set<?>> subjects, Function<L, List<L>> simpler) {
        List<L> before;
        do {
            before = best;
            leaveOutSubjects(subjects);
            leaveOutChunks();
            leaveOutPairs();
            simplify(simpler);
        } while (best != before && runs < most);
        return new Shrunk<>(best, runs + 1, runs < most);
    }

    /** One by one, then two together, since what happened to one may have made that of the other possible. */
    private void leaveOutSubjects(Function<L, Set<?>> subjects) {
        Set<Object> found = new LinkedHashSet<>();
        best.forEach(line -> found.addAll(subjects.apply(line)));
        List<Object> all = List.copyOf(found);
        all.forEach(subject -> tryOut(withoutSubjects(subjects, Set.of(subject))));
        for (int one = 0; one < all.size() && runs < most; one++) {
            for (int other = one + 1; other < all.size() && runs < most; other++) {
                tryOut(withoutSubjects(subjects, Set.of(all.get(one), all.get(other))));
            }
        }
    }

    private List<L> withoutSubjects(Function<L, Set<?>> subjects, Set<Object> left) {
        return best.stream()
                .filter(line -> Collections.disjoint(subjects.apply(line), left))
                .toList();
    }

    /** Each chunk in turn is left out, for good if the rest still fails; then chunks of half the size. */
    private void leaveOutChunks() {
        for (int size = Math.max(1, best.size() / 2); ; size = Math.max(1, size / 2)) {
            boolean shorter = false;
            for (int from = 0; from < best.size() && runs < most; ) {
                if (tryOut(without(from, Math.min(best.size(), from + size)))) {
                    shorter = true;
                } else {
                    from += size;
                }
            }
            if (runs >= most || (size == 1 && !shorter)) {
                return;
            }
        }
    }

    private List<L> without(int from, int to) {
        List<L> rest = new ArrayList<>(best.subList(0, from));
        rest.addAll(best.subList(to, best.size()));
        return rest;
    }

    /** A line that begins something and the one that ends it can often only go together. */
    private void leaveOutPairs() {
        for (int one = 0; one < best.size() && runs < most; one++) {
            for (int other = one + 1; other < best.size() && runs < most; other++) {
                List<L> rest = new ArrayList<>(best);
                rest.remove(other);
                rest.remove(one);
                if (tryOut(rest)) {
                    other = one;
                }
            }
        }
    }

    private void simplify(Function<L, List<L>> simpler) {
        for (int i = 0; i < best.size() && runs < most; i++) {
            for (L variant : simpler.apply(best.get(i))) {
                List<L> changed = new ArrayList<>(best);
                changed.set(i, variant);
                if (tryOut(changed)) {
                    break;
                }
            }
        }
    }

    /** Whether a candidate still fails; it is the best one then. */
    private boolean tryOut(List<L> candidate) {
        if (candidate.equals(best) || runs >= most || !tried.add(List.copyOf(candidate))) {
            return false;
        }
        if (!wellFormed.test(candidate)) {
            return false;
        }
        runs++;
        if (!stillFails.test(candidate)) {
            return false;
        }
        best = List.copyOf(candidate);
        return true;
    }
}
