package io.vedette.server.storage.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.server.storage.HeadRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored rows that the rules of appending look at. Used by one thread, which is the one that writes. */
public interface JournalView {

    /** Where the journal ends. */
    JournalEnd end();

    /** The newest state of a history; null if it has no events. */
    @Nullable
    HeadRow head(AggregateId aggregate);

    /** What is remembered of a command, expired or not; null if nothing is. */
    @Nullable
    CommandRow command(CommandId id);

    /** The remembered commands that are oldest, ascending, at most {@code limit} of them. */
    List<CommandTime> oldestCommands(int limit);
}
