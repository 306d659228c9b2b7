package io.vedette.server.sim;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.CommandId;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The journal as it must be: everything that was ever seen there, in one dense order, once. */
final class History {

    /** The longest message that an observer stores, in code points. */
    private static final int LONGEST_MESSAGE = 120;

    private final Disk disk;
    private final Trace trace;
    private final BiConsumer<String, String> fail;
    private final List<Recorded> events = new ArrayList<>();
    private final Set<EventId> ids = new HashSet<>();
    private final Map<AggregateId, Recorded> last = new HashMap<>();
    private final Map<CommandId, Recorded> byCommand = new HashMap<>();
    private final Map<RepoId, RepoView> repos = new LinkedHashMap<>();
    private final Map<RegistryId, RegistryState> registries = new LinkedHashMap<>();

    History(Disk disk, Trace trace, BiConsumer<String, String> fail) {
        this.disk = disk;
        this.trace = trace;
        this.fail = fail;
    }

    /** Takes over what is new, and looks whether it follows. */
    void follow() {
        if (disk.end() > events.size()) {
            disk.eventsAfter(events.size()).forEach(this::take);
        }
    }

    /** A process has read the disk again: what was seen must be there. */
    void reopened() {
        List<Recorded> read = disk.eventsAfter(0);
        for (int i = 0; i < events.size(); i++) {
            if (i >= read.size() || !read.get(i).equals(events.get(i))) {
                Recorded lost = events.get(i);
                fail.accept(
                        disk.isAnswered(lost.id())
                                ? "an acknowledged append never vanishes"
                                : "what was seen never vanishes",
                        lost + " is not there any more");
                return;
            }
        }
        follow();
    }

    private void take(Recorded recorded) {
        trace.note("journal", recorded.position() + ": " + recorded.event().name() + " of " + recorded.aggregate());
        Recorded before = events.isEmpty() ? null : events.get(events.size() - 1);
        if (recorded.position() != events.size() + 1
                || (before != null
                        && (recorded.id().compareTo(before.id()) <= 0
                                || recorded.timeMillis() < before.timeMillis()))) {
            fail.accept("there is one dense order", recorded + " follows " + before);
        }
        Recorded parent = last.put(recorded.aggregate(), recorded);
        if (recorded.version() != (parent == null ? 0 : parent.version()) + 1
                || !Objects.equals(recorded.parent(), parent == null ? null : parent.id())) {
            fail.accept("versions are dense", recorded + " follows " + parent);
        }
        CommandId command = recorded.command();
        if (command != null) {
            Recorded same = byCommand.put(command, recorded);
            if (same != null && same.position() != recorded.position() - 1) {
                fail.accept("a command is executed once", recorded + " was appended after " + same);
            }
        }
        events.add(recorded);
        ids.add(recorded.id());
        fold(recorded);
    }

    private void fold(Recorded recorded) {
        if (recorded.aggregate().kind() == AggregateKind.REPO) {
            RepoId repo = new RepoId(recorded.aggregate().uuid());
            repos.put(repo, repo(repo).evolve(recorded));
        } else if (recorded.aggregate().kind() == AggregateKind.REGISTRY) {
            RegistryId registry = new RegistryId(recorded.aggregate().uuid());
            registries.put(registry, registry(registry).evolve(recorded));
        }
        if (recorded.event() instanceof RepoEvent.RepoErrorSet set
                && set.message().codePointCount(0, set.message().length()) > LONGEST_MESSAGE) {
            fail.accept("a stored message is short", set.message());
        }
    }

    /** Somebody was told that an event is stored. */
    void acknowledged(EventId event, AggregateId aggregate, long position) {
        if (!ids.contains(event)) {
            fail.accept(
                    "an acknowledged append is in the journal",
                    "event " + event + " of " + aggregate + " up to position " + position + " is not there");
        }
    }

    boolean contains(EventId event) {
        return ids.contains(event);
    }

    long end() {
        return events.size();
    }

    RepoView repo(RepoId repo) {
        return repos.getOrDefault(repo, RepoView.empty(repo));
    }

    Map<RepoId, RepoView> repos() {
        return repos;
    }

    RegistryState registry(RegistryId registry) {
        return registries.getOrDefault(registry, RegistryState.empty());
    }

    Map<RegistryId, RegistryState> registries() {
        return registries;
    }

    @Nullable
    Recorded newest() {
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }
}
