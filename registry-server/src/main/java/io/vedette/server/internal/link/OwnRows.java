package io.vedette.server.internal.link;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.engine.LeverWords;
import io.vedette.proto.v1.Control;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the registry's own activities do, on the wire. One that sleeps until others do something waits for them. */
final class OwnRows {

    private OwnRows() {}

    static boolean isBusy(Explanation<AggregateId> row) {
        return !(row.state() instanceof ActivityState.Sleeping)
                || row.pausedSince() != null
                || row.lastError() != null
                || !row.pending().isEmpty()
                || row.head() > row.tail();
    }

    static io.vedette.proto.v1.Explanation toProto(Explanation<AggregateId> row) {
        boolean waits = isWaiting(row);
        return io.vedette.proto.v1.Explanation.newBuilder()
                .setAggregate(WireIds.ref(row.key()))
                .setPath(text(row.name()))
                .setRole(row.role())
                .setState(
                        waits
                                ? io.vedette.proto.v1.ActivityState.WAITING
                                : io.vedette.proto.v1.ActivityState.valueOf(
                                        row.state().kind().name()))
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
                .setWhy(
                        waits && row.pausedSince() == null
                                ? "waits since " + row.since() + " for "
                                        + row.pending().get(0)
                                : row.why())
                .setAdvice(advice(row))
                .build();
    }

    private static boolean isWaiting(Explanation<AggregateId> row) {
        return row.state() instanceof ActivityState.Sleeping && !row.pending().isEmpty();
    }

    private static String waitingFor(Explanation<AggregateId> row) {
        if (row.state() instanceof ActivityState.Parked parked) {
            return parked.reason();
        }
        return isWaiting(row) ? row.pending().get(0) : text(row.waitingFor());
    }

    private static String advice(Explanation<AggregateId> row) {
        String name = (row.key().kind() == AggregateKind.WORKFLOW
                        ? "workflow "
                        : row.key().kind() == AggregateKind.REPO ? "repo " : "registry ")
                + (row.key().kind() == AggregateKind.REGISTRY && row.name() != null
                        ? row.name()
                        : row.key().uuid().toString());
        return text(LeverWords.advice(row, name));
    }

    /** What became of a lever. */
    static String word(Control.Lever lever, Explanation<AggregateId> before, boolean moved) {
        return switch (lever) {
            case RETRY -> LeverWords.retried(before, moved);
            case PAUSE -> LeverWords.paused(before, before.state());
            case RESUME -> LeverWords.resumed(before);
            case LEVER_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }
}
