package io.vedette.testkit.explore;

import java.util.HashSet;
import java.util.Set;

/**
 * The world outside of the histories, as far as effects change it. A value.
 *
 * @param copies where the files of the repository are, complete and as clients left them
 * @param stale where they are as they once were
 * @param readOnly whether they are read-only
 * @param byHand whether a person has done what a task asks, and not said so yet
 */
public record Facts(Set<String> copies, Set<String> stale, boolean readOnly, boolean byHand) {

    /** Copies the sets. */
    public Facts {
        copies = Set.copyOf(copies);
        stale = Set.copyOf(stale);
    }

    /** With the files there and nowhere else. */
    Facts only(String place) {
        return new Facts(Set.of(place), Set.of(), readOnly, byHand);
    }

    /** Clients change the files there. */
    Facts changedAt(String place) {
        Set<String> old = new HashSet<>(stale);
        old.addAll(copies);
        old.remove(place);
        return new Facts(Set.of(place), old, readOnly, byHand);
    }

    /** With a copy more. */
    Facts with(String place, boolean good) {
        Set<String> more = new HashSet<>(good ? copies : stale);
        more.add(place);
        return good ? new Facts(more, stale, readOnly, byHand) : new Facts(copies, more, readOnly, byHand);
    }

    /** Without a copy. */
    Facts without(String place) {
        Set<String> good = new HashSet<>(copies);
        good.remove(place);
        Set<String> old = new HashSet<>(stale);
        old.remove(place);
        return new Facts(good, old, readOnly, byHand);
    }

    /** With read-only files, or not. */
    Facts readOnly(boolean yes) {
        return new Facts(copies, stale, yes, byHand);
    }

    /** After somebody did something by hand, or said that it is done. */
    Facts byHand(boolean yes) {
        return new Facts(copies, stale, readOnly, yes);
    }
}
