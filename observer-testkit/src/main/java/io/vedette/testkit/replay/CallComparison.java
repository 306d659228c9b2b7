package io.vedette.testkit.replay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Two lists of calls as lines for people: {@code =} before what is in both, {@code -} before what is in the first only, and
 * {@code +} before what is in the second only, with the event that it was made for, and with what differs where the other
 * list has the same call otherwise.
 */
public final class CallComparison {

    private CallComparison() {}

    /** The lines for two lists of calls that were made, none of them with a line's end. */
    public static List<String> of(List<CallRow> first, List<CallRow> second) {
        return of(first, second, CallComparison::same, row -> row, row -> row);
    }

    /**
     * The lines for two lists, none of them with a line's end.
     *
     * @param pair which calls belong together
     * @param left how a call of the first list reads
     * @param right how a call of the second list reads
     */
    static <L, R> List<String> of(
            List<L> first,
            List<R> second,
            BiPredicate<L, R> pair,
            Function<L, CallRow> left,
            Function<R, CallRow> right) {
        Lines<L, R> taker = new Lines<>(left, right);
        Alignment.of(first, second, pair, taker);
        return taker.lines;
    }

    /** Whether two lists have the same calls in the same order. */
    public static boolean same(List<CallRow> first, List<CallRow> second) {
        return Alignment.agree(first, second, CallComparison::same);
    }

    /** Whether two calls are the same in all that is known of them but for what they were made for. */
    public static boolean same(CallRow first, CallRow second) {
        return first.call() == second.call()
                && first.fields().equals(second.fields())
                && Objects.equals(first.result(), second.result());
    }

    private static final class Lines<L, R> implements Alignment.Taker<L, R> {
        private final Function<L, CallRow> left;
        private final Function<R, CallRow> right;
        private final List<String> lines = new ArrayList<>();
        private final List<CallRow> unmet = new ArrayList<>();

        Lines(Function<L, CallRow> left, Function<R, CallRow> right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public void both(L first, R second) {
            unmet.clear();
            add("  = " + right.apply(second));
        }

        @Override
        public void left(L only) {
            CallRow row = left.apply(only);
            unmet.add(row);
            add("  - " + row);
        }

        @Override
        public void right(R only) {
            CallRow row = right.apply(only);
            add("  + " + row);
            List<String> notes = new ArrayList<>();
            String differs = differs(row);
            if (!differs.isEmpty()) {
                notes.add("differs in " + differs);
            }
            if (row.because() != null) {
                notes.add("because of " + row.because());
            }
            if (!notes.isEmpty()) {
                add("      " + String.join("; ", notes));
            }
        }

        private String differs(CallRow got) {
            for (Iterator<CallRow> each = unmet.iterator(); each.hasNext(); ) {
                CallRow other = each.next();
                if (other.call() == got.call()) {
                    each.remove();
                    List<String> fields = new ArrayList<>();
                    other.fields().forEach((field, value) -> {
                        if (!value.equals(got.fields().get(field))) {
                            fields.add(field);
                        }
                    });
                    if (other.result() != null && !other.result().equals(got.result())) {
                        fields.add("result");
                    }
                    return String.join(", ", fields);
                }
            }
            return "";
        }

        private void add(String line) {
            lines.add(line);
        }
    }
}
