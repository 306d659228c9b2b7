package io.vedette.workflows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of a kind of workflow as a table: which event leads from which phase to which, and who posts it. An event without
 * a row is refused when it is posted, and changes nothing when it is folded. The diagrams in the documentation are rendered
 * from these rows.
 */
public final class Transitions {

    /**
     * A row.
     *
     * @param from the phase before
     * @param event what happens
     * @param by who posts it
     * @param to the phase after
     */
    public record Row(Enum<?> from, Class<? extends WorkflowEvent> event, Role by, Enum<?> to) {}

    private final Enum<?> start;
    private final Set<Enum<?>> ends;
    private final List<Row> rows;

    private Transitions(Enum<?> start, Set<Enum<?>> ends, List<Row> rows) {
        this.start = start;
        this.ends = Set.copyOf(ends);
        this.rows = List.copyOf(rows);
    }

    /** Begins a table with the phase before the first event. */
    public static Builder from(Enum<?> start) {
        return new Builder(start);
    }

    /** The phase before the first event. */
    public Enum<?> start() {
        return start;
    }

    /** All rows, in the order in which they were written. */
    public List<Row> rows() {
        return rows;
    }

    /** The row for an event in a phase; null if it is not allowed there. */
    public @Nullable Row row(Enum<?> phase, Class<?> event) {
        for (Row row : rows) {
            if (row.from() == phase && row.event() == event) {
                return row;
            }
        }
        return null;
    }

    /** The phase after an event; the same one where the event has no row. */
    public <P extends Enum<P>> P after(P phase, WorkflowEvent event) {
        Row row = row(phase, event.getClass());
        return row == null ? phase : phase.getDeclaringClass().cast(row.to());
    }

    /** Whether a phase is the end of the workflow. */
    public boolean isEnd(Enum<?> phase) {
        return ends.contains(phase);
    }

    /** Writes a table. */
    public static final class Builder {
        private final Enum<?> start;
        private final Set<Enum<?>> ends = new LinkedHashSet<>();
        private final List<Row> rows = new ArrayList<>();

        private Builder(Enum<?> start) {
            this.start = start;
        }

        /** Adds a row. */
        public Builder on(Enum<?> from, Class<? extends WorkflowEvent> event, Role by, Enum<?> to) {
            rows.add(new Row(from, event, by, to));
            return this;
        }

        /**
         * The table.
         *
         * @param phases those in which the workflow is over
         * @throws IllegalStateException if two rows contradict each other, or an end is left again
         */
        public Transitions endingIn(Enum<?>... phases) {
            ends.addAll(List.of(phases));
            Set<List<Object>> seen = new LinkedHashSet<>();
            for (Row row : rows) {
                if (!seen.add(List.of(row.from(), row.event()))) {
                    throw new IllegalStateException(
                            "two rows for " + row.event().getSimpleName() + " at " + row.from());
                }
                if (ends.contains(row.from())) {
                    throw new IllegalStateException("a row leaves the end " + row.from());
                }
            }
            return new Transitions(start, ends, rows);
        }
    }
}
