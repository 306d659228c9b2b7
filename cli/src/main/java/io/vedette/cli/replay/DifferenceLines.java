package io.vedette.cli.replay;

import io.vedette.cli.output.Printable;
import io.vedette.testkit.replay.Alignment;
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
final class DifferenceLines implements Alignment.Taker<Row, Row> {

    private final List<String> lines = new ArrayList<>();
    private final List<Row> unmet = new ArrayList<>();

    private DifferenceLines() {}

    static List<String> of(List<Row> first, List<Row> second, BiPredicate<Row, Row> pair) {
        DifferenceLines taker = new DifferenceLines();
        Alignment.of(first, second, pair, taker);
        return taker.lines;
    }

    /** Whether a call is one that was expected: what the expectation says nothing about does not count. */
    static boolean meets(Row expected, Row got) {
        return expected.call() == got.call()
                && got.fields().entrySet().containsAll(expected.fields().entrySet());
    }

    /** Whether two calls are the same in all that is known of them but for what they were made for. */
    static boolean same(Row first, Row second) {
        return first.call() == second.call()
                && first.fields().equals(second.fields())
                && Objects.equals(first.result(), second.result());
    }

    @Override
    public void both(Row left, Row right) {
        unmet.clear();
        add("  = " + right);
    }

    @Override
    public void left(Row only) {
        unmet.add(only);
        add("  - " + only);
    }

    @Override
    public void right(Row only) {
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

    private String differs(Row got) {
        for (Iterator<Row> each = unmet.iterator(); each.hasNext(); ) {
            Row other = each.next();
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
        lines.add(Printable.of(line));
    }
}
