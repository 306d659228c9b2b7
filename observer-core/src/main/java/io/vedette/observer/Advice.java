package io.vedette.observer;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.engine.Explanation;
import io.vedette.engine.LeverWords;
import org.jspecify.annotations.Nullable;

/** What an operator can do about what an activity is doing. */
public final class Advice {

    private Advice() {}

    /** The next step, as a command where there is one; null where nothing is to be done. */
    public static @Nullable String of(Explanation<AggregateId> row) {
        String name = name(row);
        String lever = LeverWords.advice(row, name);
        if (lever != null) {
            return lever;
        }
        return switch (row.state().kind()) {
            case RUNNING -> running(row);
            case SLEEPING, WAITING -> resting(row, name);
            case READY, BACKING_OFF, PARKED, ENDED -> null;
        };
    }

    /** What commands call it. */
    private static String name(Explanation<AggregateId> row) {
        AggregateId key = row.key();
        return switch (key.kind()) {
            case REGISTRY -> "registry " + (row.name() == null ? key.uuid() : row.name());
            case REPO -> "repo " + key.uuid();
            case WORKFLOW -> "workflow " + key.uuid();
        };
    }

    private static @Nullable String running(Explanation<AggregateId> row) {
        if (row.effect() != null) {
            return "if it takes too long: mend what " + row.effect()
                    + " waits for, or restart the observer, which calls it again; other repositories go on";
        }
        return row.waitingFor() == null ? null : "it goes on when one of those ends; see them with: vedette explain";
    }

    private static @Nullable String resting(Explanation<AggregateId> row, String name) {
        if (row.obstacle() == null) {
            return null;
        }
        return row.key().kind() == AggregateKind.REGISTRY
                ? "vedette create " + name + ", or start the observer with another name of a registry"
                : "mend the cause, then: vedette clear error " + row.key().uuid();
    }
}
