package io.vedette.observer;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.engine.Explanation;
import org.jspecify.annotations.Nullable;

/** What an operator can do about what an activity is doing. */
public final class Advice {

    private Advice() {}

    /** The next step, as a command where there is one; null where nothing is to be done. */
    public static @Nullable String of(Explanation<AggregateId> row) {
        String name = row.key().kind() == AggregateKind.REGISTRY && row.name() != null
                ? "registry " + row.name()
                : "repo " + row.key().uuid();
        if (row.pausedSince() != null) {
            return "vedette resume " + name;
        }
        return switch (row.state().kind()) {
            case PARKED -> "see its history: vedette events " + name + "; mend the cause, then: vedette retry " + name;
            case BACKING_OFF -> "to try at once: vedette retry " + name;
            case RUNNING -> running(row);
            case SLEEPING -> sleeping(row, name);
            case READY, WAITING, ENDED -> null;
        };
    }

    private static @Nullable String running(Explanation<AggregateId> row) {
        if (row.effect() != null) {
            return "if it takes too long: mend what " + row.effect()
                    + " waits for, or restart the observer, which calls it again; other repositories go on";
        }
        return row.waitingFor() == null ? null : "it goes on when one of those ends; see them with: vedette explain";
    }

    private static @Nullable String sleeping(Explanation<AggregateId> row, String name) {
        if (row.obstacle() == null) {
            return null;
        }
        return row.key().kind() == AggregateKind.REGISTRY
                ? "vedette create " + name + ", or start the observer with another name of a registry"
                : "mend the cause, then: vedette clear error " + row.key().uuid();
    }
}
