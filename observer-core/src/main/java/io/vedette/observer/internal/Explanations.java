package io.vedette.observer.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.Advice;
import io.vedette.observer.Condition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Explanations as they leave the observer. */
public final class Explanations {

    private Explanations() {}

    /** The same with the public name of its entity. */
    public static Explanation<AggregateId> named(Explanation<EntityKey> inner) {
        return new Explanation<>(
                inner.key().aggregate(),
                inner.lane(),
                inner.role(),
                inner.name(),
                inner.state(),
                inner.since(),
                inner.tail(),
                inner.head(),
                inner.waitingFor(),
                inner.pausedSince(),
                inner.pausedBy(),
                inner.obstacle(),
                inner.backOffReason(),
                inner.effect(),
                inner.effectSince(),
                inner.lastError(),
                inner.errorCount(),
                inner.nextTry(),
                inner.pending(),
                inner.unknownEvents());
    }

    /** Whether the activity is doing, waiting for or suffering from something, or held by an operator. */
    public static boolean isBusy(Explanation<AggregateId> row) {
        return !(row.state() instanceof ActivityState.Sleeping)
                || row.pausedSince() != null
                || row.obstacle() != null
                || row.lastError() != null
                || !row.pending().isEmpty()
                || row.head() > row.tail();
    }

    /** The row on the wire. */
    public static io.vedette.proto.v1.Explanation toProto(Explanation<AggregateId> row) {
        return io.vedette.proto.v1.Explanation.newBuilder()
                .setAggregate(WireIds.ref(row.key()))
                .setPath(text(row.name()))
                .setRole(row.role())
                .setState(state(row.state()))
                .setSinceMillis(row.since().toEpochMilli())
                .setTailVersion(row.tail())
                .setHeadVersion(row.head())
                .setWaitingFor(waitingFor(row))
                .setEffect(text(row.effect()))
                .setEffectSinceMillis(millis(row.effectSince()))
                .setLastError(text(row.lastError()))
                .setErrorCount(row.errorCount())
                .setNextTryMillis(millis(row.nextTry()))
                .addAllPending(row.pending())
                .setUnknownEvents(row.unknownEvents())
                .setPausedSinceMillis(millis(row.pausedSince()))
                .setPausedBy(text(row.pausedBy()))
                .setObstacle(text(row.obstacle()))
                .setWhy(row.why())
                .setAdvice(text(Advice.of(row)))
                .build();
    }

    /** The condition on the wire. */
    static io.vedette.proto.v1.Condition toProto(Condition condition) {
        return io.vedette.proto.v1.Condition.newBuilder()
                .setSubject(condition.subject())
                .setWhy(condition.why())
                .setSinceMillis(millis(condition.since()))
                .setAdvice(condition.advice())
                .build();
    }

    /** What a parked activity waits for is an operator, and why. */
    private static String waitingFor(Explanation<AggregateId> row) {
        if (row.state() instanceof ActivityState.Parked parked) {
            return row.pausedSince() == null ? parked.reason() : row.waitingFor() + ": " + parked.reason();
        }
        return text(row.waitingFor());
    }

    private static io.vedette.proto.v1.ActivityState state(ActivityState state) {
        return io.vedette.proto.v1.ActivityState.valueOf(state.kind().name());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }
}
