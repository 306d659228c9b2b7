package io.vedette.server.internal.journal;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open reads of a stream, each waiting for its turn. Not thread-safe. */
final class ReadLine {

    private final Map<Long, OpenRead> byNumber = new HashMap<>();
    private final Set<OpenRead> fresh = new LinkedHashSet<>();
    private final Set<OpenRead> waiting = new LinkedHashSet<>();

    void add(OpenRead read) {
        byNumber.put(read.number, read);
        fresh.add(read);
    }

    boolean contains(long number) {
        return byNumber.containsKey(number);
    }

    boolean contains(OpenRead read) {
        return byNumber.get(read.number) == read;
    }

    boolean remove(long number) {
        OpenRead read = byNumber.remove(number);
        if (read == null) {
            return false;
        }
        fresh.remove(read);
        waiting.remove(read);
        return true;
    }

    /** Moves a read to the end of the line. */
    void turn(OpenRead read) {
        fresh.remove(read);
        waiting.remove(read);
        waiting.add(read);
    }

    /** The read whose turn it is: those whose end is not known yet come first, the others need credit. */
    @Nullable
    OpenRead next(long credit) {
        Iterator<OpenRead> first = fresh.iterator();
        if (first.hasNext()) {
            return first.next();
        }
        Iterator<OpenRead> next = waiting.iterator();
        return credit > 0 && next.hasNext() ? next.next() : null;
    }

    int size() {
        return byNumber.size();
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }
}
