package io.vedette.testkit.replay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * Two lists of calls as lines for people: {@code =} before what is in both, {@code -} before what is in the first only, and
 * {@code +} before what is in the second only, with the event that it was made for, and with what differs where the other
 * list has the same call otherwise.
 */
public final class CallComparison {

    private CallComparison() {}

    /**
     * The lines for two lists, none of them with a line's end.
     *
     * @param pair which calls belong together
     */
    public static List<String> of(List<CallRow> first, List<CallRow> second, BiPredicate<CallRow, CallRow> pair) {
        Lines taker = new Lines();
        Alignment.of(first, second, pair, taker);
        return taker.lines;
    }

    /** Whether a call is one that was expected: what the expectation says nothing about does not count. */
    public static boolean meets(CallRow expected, CallRow got) {
        return expected.call() == got.call()
                && got.fields().entrySet().containsAll(expected.fields().entrySet());
    }

    /** Whether two calls are the same in all that is known of them but for what they were made for. */
    public static boolean same(CallRow first, CallRow second) {
        return first.call() == second.call()
                && first.fields().equals(second.fields())
                && Objects.equals(first.result(), second.result());
    }

    private static final class Lines implements Alignment.Taker<CallRow, CallRow> {
        private final List<String> lines = new ArrayList<>();
        private final List<CallRow> unmet = new ArrayList<>();

        @Override
        public void both(CallRow left, CallRow right) {
            unmet.clear();
            add("  = " + right);
        }

        @Override
        public void left(CallRow only) {
            unmet.add(only);
            add("  - " + only);
        }

        @Override
        public void right(CallRow only) {
            add("  + " + only);
            List<String> notes = new ArrayList<>();
            String differs = differs(only);
            if (!differs.isEmpty()) {
                notes.add("differs in " + differs);
            }
            if (only.because() != null) {
                notes.add("because of " + only.because());
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
