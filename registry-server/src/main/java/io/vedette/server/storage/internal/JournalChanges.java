package io.vedette.server.storage.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.HeadRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a group of appends changes in a store, to be written all together or not at all. A store takes away
 * {@link #forgotten} and {@link #replacedHeads} first, then puts the rest: an id can be in both.
 */
public final class JournalChanges {

    private final JournalView stored;
    private final List<Recorded> events = new ArrayList<>();
    private final Map<AggregateId, HeadRow> heads = new LinkedHashMap<>();
    private final List<HeadRow> replacedHeads = new ArrayList<>();
    private final Map<CommandId, CommandRow> commands = new LinkedHashMap<>();
    private final List<CommandTime> forgotten = new ArrayList<>();
    private JournalEnd end;
    private int appends;

    JournalChanges(JournalView stored) {
        this.stored = stored;
        this.end = stored.end();
    }

    /** New events, in the order of their positions. */
    public List<Recorded> events() {
        return events;
    }

    /** The new heads of the histories that changed. */
    public Map<AggregateId, HeadRow> heads() {
        return heads;
    }

    /** The stored heads that the new ones replace. */
    public List<HeadRow> replacedHeads() {
        return replacedHeads;
    }

    /** Commands to remember. */
    public Map<CommandId, CommandRow> commands() {
        return commands;
    }

    /** Stored commands to forget. */
    public List<CommandTime> forgotten() {
        return forgotten;
    }

    /** The journal's new end. */
    public JournalEnd end() {
        return end;
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return appends == 0;
    }

    @Nullable
    HeadRow head(AggregateId aggregate) {
        HeadRow changed = heads.get(aggregate);
        return changed != null ? changed : stored.head(aggregate);
    }

    @Nullable
    CommandRow command(CommandId id) {
        CommandRow changed = commands.get(id);
        return changed != null ? changed : stored.command(id);
    }

    void moveTo(JournalEnd newEnd, List<Recorded> appended) {
        appends++;
        end = newEnd;
        events.addAll(appended);
    }

    void head(@Nullable HeadRow before, HeadRow after) {
        HeadRow changed = heads.put(after.aggregate(), after);
        if (changed == null && before != null) {
            replacedHeads.add(before);
        }
    }

    /** An expired row that the new one replaces must take its place in the order of time with it. */
    void remember(CommandId id, @Nullable CommandRow before, CommandRow after) {
        CommandRow changed = commands.put(id, after);
        if (changed == null && before != null) {
            forgotten.add(new CommandTime(before.millis(), id));
        }
    }

    void forgetExpired(int limit) {
        for (CommandTime oldest : stored.oldestCommands(limit)) {
            if (!CommandRow.expired(oldest.millis(), end.millis())) {
                return;
            }
            if (!commands.containsKey(oldest.id())) {
                forgotten.add(oldest);
            }
        }
    }
}
