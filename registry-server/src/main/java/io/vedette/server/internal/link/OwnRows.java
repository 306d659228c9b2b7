package io.vedette.server.internal.link;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
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
        if (row.pausedSince() != null) {
            return "vedette resume " + name;
        }
        return switch (row.state().kind()) {
            case PARKED -> "see its history: vedette events " + name + "; mend the cause, then: vedette retry " + name;
            case BACKING_OFF -> "to try at once: vedette retry " + name;
            case READY, RUNNING, SLEEPING, WAITING, ENDED -> "";
        };
    }

    /** What became of a lever. */
    static String word(Control.Lever lever, Explanation<AggregateId> before, boolean moved) {
        String held = before.pausedSince() == null
                ? null
                : "paused by " + before.pausedBy() + " since " + before.pausedSince();
        return switch (lever) {
            case RETRY ->
                held != null
                        ? "is " + held + "; it is tried after its resume"
                        : moved
                                ? "is tried now"
                                : "there was nothing to retry: it was "
                                        + before.state().kind();
            case PAUSE -> held != null ? "was " + held + " already" : "is paused; nothing begins until its resume";
            case RESUME -> held != null ? "goes on; it was " + held : "was not paused";
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
