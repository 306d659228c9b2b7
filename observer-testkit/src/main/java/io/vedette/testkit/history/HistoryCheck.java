package io.vedette.testkit.history;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.testkit.history.HistoryLine.Advance;
import io.vedette.testkit.history.HistoryLine.Connection;
import io.vedette.testkit.history.HistoryLine.Expect;
import io.vedette.testkit.history.HistoryLine.Fail;
import io.vedette.testkit.history.HistoryLine.Live;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a file must be beside well formed: versions and ids go up, controls make sense one after the other,
 * and what is expected or shall fail is about repositories that there are.
 */
final class HistoryCheck implements HistoryLine.Cases<HistoryCheck> {

    /** Virtual time counts nanoseconds in 64 bits. */
    private static final Instant LATEST = Instant.parse("2262-01-01T00:00:00Z");

    private final String file;
    private final Names names;
    private final Predicate<AggregateId> ours;
    private final Map<AggregateId, Long> versions = new HashMap<>();
    private final Set<RepoId> repos = new HashSet<>();
    private final Map<RepoId, Mention> mentioned = new HashMap<>();
    private final List<String> registries = new ArrayList<>();
    private @Nullable EventId last;
    private @Nullable Instant began;
    private long started;
    private boolean dropped;
    private long events;
    private long unknown;
    private long expectations;
    private long controls;
    private Duration advanced = Duration.ZERO;

    private record Mention(long line, String what) {}

    /**
     * A check.
     *
     * @param ours whose versions are counted, and which repositories must be there when they are mentioned
     */
    HistoryCheck(String file, Names names, Predicate<AggregateId> ours) {
        this.file = file;
        this.names = names;
        this.ours = ours;
    }

    /** Whether these lines would be a file. */
    static boolean accepts(List<HistoryLine> lines) {
        HistoryCheck check = new HistoryCheck("candidate", new Names(), aggregate -> true);
        try {
            lines.forEach(check::take);
            check.end();
            return true;
        } catch (HistoryFormatException wrong) {
            return false;
        }
    }

    void take(HistoryLine line) {
        if (!(line instanceof Occurred)) {
            controls++;
        }
        line.fold(this);
    }

    @Override
    public HistoryCheck occurred(Occurred line) {
        AggregateId aggregate = line.aggregate();
        Event event = line.event();
        events++;
        HistoryLine.Stamp stamp = line.stamp();
        if (event instanceof RegistryEvent.RegistryAdded added) {
            names.named(added.registry());
        }
        if (ours.test(aggregate)) {
            checkVersion(line, versions.merge(aggregate, 1L, Long::sum));
        }
        checkTime(line, stamp.time());
        EventId id = stamp.id();
        if (id != null) {
            checkTime(line, Instant.ofEpochMilli(id.millis()));
            if (last != null && id.compareTo(last) <= 0) {
                throw wrong(line, "the id " + id + " is not after " + last + ", the last one before it");
            }
            last = id;
        }
        if (events == 1) {
            began = id == null ? null : Instant.ofEpochMilli(id.millis());
        }
        RepoId repo = begun(line);
        if (repo != null && ours.test(repo.aggregate())) {
            repos.add(repo);
        }
        if (!(event instanceof RegistryEvent || event instanceof RepoEvent || event instanceof Event.OfWorkflow)) {
            unknown++;
        }
        return this;
    }

    private void checkTime(HistoryLine line, @Nullable Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
            throw wrong(line, "the time " + time + " is not between " + Instant.EPOCH + " and " + LATEST);
        }
    }

    private void checkVersion(Occurred line, long version) {
        AggregateId aggregate = line.aggregate();
        long said = line.stamp().version();
        if (said != 0 && said != version) {
            throw wrong(
                    line,
                    "the next version of " + text(aggregate) + " is " + version + ", not " + said
                            + "; a file has each history from its beginning, in order and without gaps");
        }
        if (aggregate.kind() == AggregateKind.REGISTRY && version == 1) {
            registries.add(names.text(new RegistryId(aggregate.uuid())));
        }
    }

    /** The repository that there is since this event; other events of a registry only name one that must be there. */
    private static @Nullable RepoId begun(Occurred line) {
        if (line.aggregate().kind() == AggregateKind.REPO) {
            return new RepoId(line.aggregate().uuid());
        }
        if (line.event() instanceof RegistryEvent.RepoAccepted accepted) {
            return accepted.repo();
        }
        return line.event() instanceof RegistryEvent.RepoAdded added ? added.repo() : null;
    }

    private void mentions(HistoryLine line, @Nullable RepoId repo, String what) {
        if (repo != null && ours.test(repo.aggregate())) {
            mentioned.putIfAbsent(repo, new Mention(line.number(), what));
        }
    }

    private String text(AggregateId aggregate) {
        return switch (aggregate.kind()) {
            case REGISTRY -> "registry " + names.text(new RegistryId(aggregate.uuid()));
            case REPO -> "repo " + names.text(aggregate.uuid());
            case WORKFLOW -> "workflow " + names.text(aggregate.uuid());
        };
    }

    @Override
    public HistoryCheck live(Live line) {
        if (started != 0) {
            throw wrong(line, "it has started already, in line " + started);
        }
        return start(line);
    }

    private HistoryCheck start(HistoryLine line) {
        if (started == 0) {
            started = line.number();
        }
        return this;
    }

    @Override
    public HistoryCheck fail(Fail line) {
        mentions(line, line.repo(), "fail");
        return this;
    }

    @Override
    public HistoryCheck advance(Advance line) {
        Instant now = Objects.requireNonNullElse(began, Instant.EPOCH).plus(advanced);
        if (line.by().compareTo(Duration.between(now, LATEST)) > 0) {
            throw wrong(line, "\"advance\" by " + line.by() + " leads from " + now + " beyond " + LATEST);
        }
        advanced = advanced.plus(line.by());
        return start(line);
    }

    @Override
    public HistoryCheck connection(Connection line) {
        if (line.restored() != dropped) {
            throw wrong(
                    line,
                    line.restored()
                            ? "the connection is there; only one that was dropped is restored"
                            : "the connection was dropped already");
        }
        dropped = !line.restored();
        return start(line);
    }

    @Override
    public HistoryCheck expect(Expect line) {
        expectations++;
        for (ExpectedCall call : line.calls()) {
            mentions(line, call.repo(), "expect");
        }
        return start(line);
    }

    /** Nothing follows. */
    HistorySummary end() {
        mentioned.forEach((repo, mention) -> {
            if (!repos.contains(repo)) {
                throw new HistoryFormatException(
                        file,
                        mention.line(),
                        1,
                        "\"" + mention.what() + "\" is about repo " + names.text(repo.uuid())
                                + ", of which no line has an event");
            }
        });
        return new HistorySummary(events, versions.size(), unknown, expectations, controls, registries, began);
    }

    private HistoryFormatException wrong(HistoryLine line, String problem) {
        return new HistoryFormatException(file, line.number(), 1, problem);
    }
}
