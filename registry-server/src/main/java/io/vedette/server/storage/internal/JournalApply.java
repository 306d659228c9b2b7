package io.vedette.server.storage.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.AppendReply.CommandReused;
import io.vedette.server.storage.AppendReply.Conflict;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.HeadRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of appending, for one group of appends. Each append sees what those before it in the group did, although
 * nothing is written yet. Deterministic: the same stored rows and the same appends give the same replies, ids and
 * changes on every node. Not thread-safe.
 *
 * <p>A ULID is 48 bits of log time, 16 bits of the store's incarnation, 64 bits of the position. Log time never goes
 * back and positions grow, so the order of ULIDs is the order of positions under any clock.
 */
public final class JournalApply {

    /** More than one, so that a backlog of expired commands shrinks while commands come in. */
    private static final int FORGOTTEN_PER_COMMAND = 2;

    private final int incarnation;
    private final JournalChanges changes;

    /** Starts a group on what is stored. */
    public JournalApply(JournalView stored, int incarnation) {
        this.incarnation = incarnation;
        this.changes = new JournalChanges(stored);
    }

    /** Decides one append. The reply holds once the {@linkplain #finish changes} are written. */
    public AppendReply append(Append append) {
        long now = Math.max(append.timeMillis(), changes.end().millis());
        CommandKey key = append.command();
        CommandRow known = key == null ? null : changes.command(key.id());
        if (key != null && known != null && !known.expiredAt(now)) {
            return known.fingerprint().equals(key.fingerprint()) ? known.replay() : new CommandReused();
        }
        HeadRow head = changes.head(append.aggregate());
        long version = head == null ? 0 : head.version();
        if (!append.expected().allows(version)) {
            return new Conflict(version);
        }

        List<Recorded> events = record(append, head, now);
        HeadRow newHead = events.isEmpty() ? head : headAt(events.get(events.size() - 1));
        Appended reply = reply(append.aggregate(), newHead, events);
        JournalEnd end = changes.end();
        if (!events.isEmpty() && newHead != null) {
            end = new JournalEnd(newHead.position(), newHead.eventId(), now);
            changes.head(head, newHead);
        }
        changes.moveTo(new JournalEnd(end.position(), end.eventId(), now), events);
        if (key != null) {
            changes.remember(key.id(), known, new CommandRow(key.fingerprint(), now, reply));
        }
        return reply;
    }

    /** Ends the group: what is to be written now, a few expired commands less. */
    public JournalChanges finish() {
        if (!changes.commands().isEmpty()) {
            changes.forgetExpired(FORGOTTEN_PER_COMMAND * changes.commands().size());
        }
        return changes;
    }

    private List<Recorded> record(Append append, @Nullable HeadRow head, long now) {
        CommandKey key = append.command();
        CommandId command = key == null ? null : key.id();
        long position = changes.end().position();
        long version = head == null ? 0 : head.version();
        EventId parent = head == null ? null : head.eventId();
        List<Recorded> recorded = new ArrayList<>(append.events().size());
        for (Event event : append.events()) {
            position++;
            version++;
            EventId id = new EventId(now << Short.SIZE | incarnation, position);
            recorded.add(new Recorded(id, parent, append.aggregate(), version, position, now, command, event));
            parent = id;
        }
        return recorded;
    }

    private static HeadRow headAt(Recorded newest) {
        return new HeadRow(newest.aggregate(), newest.version(), newest.id(), newest.position());
    }

    private static Appended reply(AggregateId aggregate, @Nullable HeadRow head, List<Recorded> events) {
        return new Appended(
                aggregate,
                head == null ? 0 : head.version(),
                head == null ? 0 : head.position(),
                events.stream().map(Recorded::id).toList(),
                false);
    }
}
