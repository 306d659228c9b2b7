package io.vedette.cli.explain;

import io.vedette.cli.output.Cell;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Condition;
import io.vedette.proto.v1.Explanation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explanations as they are printed: in sentences for a table, with all fields for programs. */
final class Rows {

    private Rows() {}

    static Map<String, @Nullable Object> brief(String observer, Explanation explained) {
        String path = explained.getPath();
        return brief(
                observer,
                kind(explained),
                path.isEmpty() ? id(explained) : path,
                explained.getState().name(),
                explained.getWhy(),
                explained.getAdvice());
    }

    static Map<String, @Nullable Object> brief(String observer, Condition condition) {
        return brief(observer, "observer", condition.getSubject(), "-", condition.getWhy(), condition.getAdvice());
    }

    private static Map<String, @Nullable Object> brief(
            String observer, String kind, String what, String state, String why, String advice) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("observer", observer);
        row.put("kind", kind);
        row.put("what", what);
        row.put("state", state);
        row.put("why", why);
        row.put("do", Cell.orNull(advice));
        return row;
    }

    static Map<String, @Nullable Object> full(String observer, Explanation explained) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("observer", observer);
        row.put("kind", kind(explained));
        row.put("id", id(explained));
        row.put("path", Cell.orNull(explained.getPath()));
        row.put("role", Cell.orNull(explained.getRole()));
        row.put("state", explained.getState().name());
        row.put("since", time(explained.getSinceMillis()));
        row.put("tail", explained.getTailVersion());
        row.put("head", explained.getHeadVersion());
        row.put("waiting", Cell.orNull(explained.getWaitingFor()));
        row.put("pausedSince", time(explained.getPausedSinceMillis()));
        row.put("pausedBy", Cell.orNull(explained.getPausedBy()));
        row.put("obstacle", Cell.orNull(explained.getObstacle()));
        row.put("effect", Cell.orNull(explained.getEffect()));
        row.put("effectSince", time(explained.getEffectSinceMillis()));
        row.put("errors", explained.getErrorCount());
        row.put("nextTry", time(explained.getNextTryMillis()));
        row.put("pending", explained.getPendingList());
        row.put("unknown", explained.getUnknownEvents());
        row.put("lastError", Cell.orNull(explained.getLastError()));
        row.put("why", explained.getWhy());
        row.put("do", Cell.orNull(explained.getAdvice()));
        return row;
    }

    static Map<String, @Nullable Object> full(String observer, Condition condition) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("observer", observer);
        row.put("kind", "observer");
        row.put("subject", condition.getSubject());
        row.put("since", time(condition.getSinceMillis()));
        row.put("why", condition.getWhy());
        row.put("do", Cell.orNull(condition.getAdvice()));
        return row;
    }

    private static String kind(Explanation explained) {
        return explained.getAggregate().getKind().name().toLowerCase(Locale.ROOT);
    }

    private static String id(Explanation explained) {
        return WireIds.uuid(explained.getAggregate().getId()).toString();
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
