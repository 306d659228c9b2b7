package io.vedette.server.storage;

import io.vedette.domain.AggregateId;
import io.vedette.domain.EventId;
import java.util.List;

/** The answer to an append. */
public sealed interface AppendReply {

    /**
     * It is durable.
     *
     * @param aggregate whose history
     * @param version its version afterwards
     * @param position the position of its newest event
     * @param events the ULIDs of the appended events
     * @param replayed whether this is the stored reply to the same command
     */
    record Appended(AggregateId aggregate, long version, long position, List<EventId> events, boolean replayed)
            implements AppendReply {
        /** Copies the list. */
        public Appended {
            events = List.copyOf(events);
        }
    }

    /**
     * The history has another version. Nothing was stored, and the command is not remembered.
     *
     * @param current the version that it has
     */
    record Conflict(long current) implements AppendReply {}

    /** The command id was used with other content. Nothing was stored. */
    record CommandReused() implements AppendReply {}

    /**
     * The store cannot write now, and nothing of the append can be seen. Repeat it with the same command: a disk that
     * reports a failure may have written all the same, and then the command counts as executed once the store has read
     * its files again.
     *
     * @param reason for people
     */
    record Unavailable(String reason) implements AppendReply {}
}
