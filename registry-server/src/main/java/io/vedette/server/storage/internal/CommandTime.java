package io.vedette.server.storage.internal;

import io.vedette.domain.CommandId;
import java.util.Comparator;

/**
 * When a command was executed. In the order of time these rows say what to forget next.
 *
 * @param millis log time
 * @param id which command
 */
public record CommandTime(long millis, CommandId id) implements Comparable<CommandTime> {

    private static final Comparator<CommandTime> ORDER = Comparator.comparingLong(CommandTime::millis)
            .thenComparing(time -> time.id().uuid());

    @Override
    public int compareTo(CommandTime other) {
        return ORDER.compare(this, other);
    }
}
