package io.vedette.server.storage.internal;

import io.vedette.domain.Event.Bytes;
import io.vedette.server.storage.AppendReply.Appended;
import java.time.Duration;

/**
 * What is remembered of an executed command.
 *
 * @param fingerprint of its content
 * @param millis log time of its execution
 * @param reply as it was first given
 */
public record CommandRow(Bytes fingerprint, long millis, Appended reply) {

    /** How long a command is remembered, in log time. */
    public static final long KEPT_MILLIS = Duration.ofDays(7).toMillis();

    /** Whether a command that was executed then is forgotten now. */
    static boolean expired(long millis, long now) {
        return now - millis > KEPT_MILLIS;
    }

    /** Whether it is forgotten at this log time. */
    public boolean expiredAt(long now) {
        return expired(millis, now);
    }

    /** The reply to a repeat. */
    public Appended replay() {
        return new Appended(reply.aggregate(), reply.version(), reply.position(), reply.events(), true);
    }
}
