package io.vedette.testkit.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers values from 0 in the order in which they come, so that states are a few words. */
final class Index<T> {

    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();
    private final int most;
    private final String what;

    Index(String what, int most) {
        this.what = what;
        this.most = most;
    }

    int of(T value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        int number = values.size();
        if (number >= most) {
            throw new IllegalStateException("an exploration can have " + most + " " + what + ", and needs more");
        }
        numbers.put(value, number);
        values.add(value);
        return number;
    }

    T get(int number) {
        return values.get(number);
    }

    int size() {
        return values.size();
    }
}
