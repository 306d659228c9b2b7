package io.vedette.testkit.explore;

import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.domain.Root;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowId;
import io.vedette.testkit.history.Names;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explores a kind of workflow: every order in which its parties may act, with crashes and with commands that come late or
 * twice. The registry, the repository and the workflow are the real ones; what is outside of them, a {@link Site} plays.
 *
 * <pre>{@code
 * Exploration found = Explorer.of(new MoveRepo())
 *         .begin(new RegistryCommand.BeginMoveRepo("exreg", Explorer.REPO, Explorer.WORKFLOW, new RepoPath("/far/a")))
 *         .observer("east", "/ex", "h1")
 *         .observer("west", "/far", "h2")
 *         .lastAbortableBefore("MOVED")
 *         .explore();
 * }</pre>
 *
 * <p>There are a registry {@code exreg} with the roots {@code /ex} on h1 and {@code /far} on h2, and in it one repository
 * at {@code /ex/a} that is in use. An observer that crashes starts again at once and then sees all there is; what it
 * served may be served on or not. People do what tasks ask, take back what they did by hand when its workflow is aborted, and do
 * not say of their own accord that an observer has done its part. Immutable.
 */
public final class Explorer {

    /** The repository. */
    public static final RepoId REPO;

    /** The workflow. */
    public static final WorkflowId WORKFLOW;

    private static final String REGISTRY = "exreg";
    private static final WorkflowId OTHER;
    private static final WorkflowId FORMER;
    private static final Author AUTHOR = new Author("Ada <ada@example.com>");
    private static final Host HOST = new Host("h1");
    private static final RepoPath PATH = new RepoPath("/ex/a");

    static {
        Names names = names();
        REPO = new RepoId(names.id("r1"));
        WORKFLOW = new WorkflowId(names.id("w1"));
        OTHER = new WorkflowId(names.id("w2"));
        FORMER = new WorkflowId(names.id("w0"));
    }

    private final WorkflowDefinition<?, ?> definition;
    private final @Nullable Command begin;
    private final List<Watcher> observers;
    private final @Nullable String lastAbortable;
    private final List<String> outside;
    private final List<Command> refused;
    private final Site site;
    private final boolean frozen;
    private final int crashes;
    private final int copies;

    private Explorer(
            WorkflowDefinition<?, ?> definition,
            @Nullable Command begin,
            List<Watcher> observers,
            @Nullable String lastAbortable,
            List<String> outside,
            List<Command> refused,
            Site site,
            boolean frozen,
            int crashes,
            int copies) {
        this.definition = definition;
        this.begin = begin;
        this.observers = List.copyOf(observers);
        this.lastAbortable = lastAbortable;
        this.outside = List.copyOf(outside);
        this.refused = List.copyOf(refused);
        this.site = site;
        this.frozen = frozen;
        this.crashes = crashes;
        this.copies = copies;
    }

    private static Names names() {
        Names names = new Names();
        List.of("r1", "w0", "w1", "w2").forEach(names::id);
        return names;
    }

    /** An explorer of a kind, with two crashes and two late copies, and no observers yet. */
    public static Explorer of(WorkflowDefinition<?, ?> definition) {
        return new Explorer(definition, null, List.of(), null, List.of(), List.of(), Site.fileServers(), false, 2, 2);
    }

    /** By which command an administrator begins the workflow {@link #WORKFLOW}. */
    public Explorer begin(Command command) {
        return new Explorer(
                definition, command, observers, lastAbortable, outside, refused, site, frozen, crashes, copies);
    }

    /**
     * With an observer more; there are two at most.
     *
     * @param name what people call it
     * @param prefix it owns what lives at or below this path
     * @param host on this file server
     */
    public Explorer observer(String name, String prefix, String host) {
        List<Watcher> more = new ArrayList<>(observers);
        more.add(new Watcher(name, new RepoPath(prefix), new Host(host)));
        if (more.size() > Bits.OBSERVERS) {
            throw new IllegalArgumentException("there can be " + Bits.OBSERVERS + " observers");
        }
        return new Explorer(definition, begin, more, lastAbortable, outside, refused, site, frozen, crashes, copies);
    }

    /** The type of the event that is the point of no return; without it nothing is checked of that. */
    public Explorer lastAbortableBefore(String type) {
        return new Explorer(definition, begin, observers, type, outside, refused, site, frozen, crashes, copies);
    }

    /** Phases to which only somebody leads who does not go by the definition's steps, so that they are not missed. */
    public Explorer reachedFromOutside(String... phases) {
        return new Explorer(
                definition, begin, observers, lastAbortable, List.of(phases), refused, site, frozen, crashes, copies);
    }

    /** Commands that change nothing whenever they come, as those with the fence of another change. */
    public Explorer strangers(Command... commands) {
        return new Explorer(
                definition, begin, observers, lastAbortable, outside, List.of(commands), site, frozen, crashes, copies);
    }

    /** With other effects; by default with {@link Site#fileServers}. */
    public Explorer at(Site other) {
        return new Explorer(
                definition, begin, observers, lastAbortable, outside, refused, other, frozen, crashes, copies);
    }

    /** With a repository that is frozen when the workflow begins. */
    public Explorer ofFrozen() {
        return new Explorer(definition, begin, observers, lastAbortable, outside, refused, site, true, crashes, copies);
    }

    /**
     * With up to so many crashes, and commands that come late or twice, in one run; each 0 to 7.
     *
     * @param most of each
     */
    public Explorer faults(int most) {
        return new Explorer(definition, begin, observers, lastAbortable, outside, refused, site, frozen, most, most);
    }

    /**
     * Explores. Takes one thread.
     *
     * @throws IllegalArgumentException if the workflow cannot begin
     * @throws IllegalStateException if there is too much to explore
     */
    public Exploration explore() {
        Command first = begin;
        if (first == null) {
            throw new IllegalArgumentException("say by which command the workflow begins");
        }
        Play play = new Play(
                definition,
                WORKFLOW,
                first,
                new RegistryCommand.BeginMoveShadow(REGISTRY, REPO, OTHER, new HostPath("/shadow/other")),
                lastAbortable,
                outside,
                refused,
                observers,
                site,
                crashes,
                copies);
        Aggregates aggregates = new Aggregates(
                new Timeline<>(
                        RegistryId.ofName(REGISTRY).aggregate(),
                        RegistryState.empty(),
                        RegistryState::evolve,
                        registryBefore()),
                new Timeline<>(REPO.aggregate(), RepoView.empty(REPO), RepoView::evolve, repoBefore()),
                new Timeline<>(
                        WORKFLOW.aggregate(),
                        WorkflowView.empty(WORKFLOW, WorkflowKinds.of(List.of(definition))),
                        Explorer::folded,
                        List.of()));
        Steps steps = new Steps(definition.transitions(), aggregates);
        Moves moves = new Moves(play, aggregates, steps, new Index<>("states of the world", 1 << Bits.FACTS));
        Search search = new Search(play, aggregates, steps, moves);
        Search.Broken broken = search.run();
        return Exploration.of(
                definition.kind(),
                search.counts(),
                broken == null ? null : new Telling(play, aggregates, steps, moves, names()).of(broken));
    }

    private static WorkflowView folded(WorkflowView before, Recorded event) {
        try {
            return before.evolve(event);
        } catch (RuntimeException thrown) {
            throw new Violation(Property.PURITY, "folding " + event.event().name() + " throws " + thrown);
        }
    }

    private List<Event> registryBefore() {
        List<Event> events = new ArrayList<>(List.of(
                new RegistryEvent.RegistryAdded(REGISTRY),
                new RegistryEvent.RootAdded(new Root(new RepoPath("/ex"), HOST, new HostPath("/data"))),
                new RegistryEvent.RootAdded(new Root(new RepoPath("/far"), new Host("h2"), new HostPath("/far"))),
                new RegistryEvent.RepoAccepted(REPO, PATH, AUTHOR),
                new RegistryEvent.RepoAdded(REPO, PATH)));
        if (frozen) {
            events.add(new RegistryEvent.TierChangeStarted(REPO, FORMER, StorageTier.FROZEN, AUTHOR));
            events.add(new RegistryEvent.TierChangeCompleted(REPO, FORMER, StorageTier.FROZEN, TierChangeCode.OK, ""));
        }
        return events;
    }

    private List<Event> repoBefore() {
        List<Event> events = new ArrayList<>(List.of(
                new RepoEvent.RepoInitStarted(RegistryId.ofName(REGISTRY), PATH, AUTHOR, HOST, new HostPath("/data/a")),
                new RepoEvent.ShadowRepoCreated(new HostPath("/shadow/a"), Omissions.NONE)));
        if (frozen) {
            events.add(new RepoEvent.TierChangeStarted(FORMER, StorageTier.FROZEN, AUTHOR));
            events.add(new RepoEvent.TierChangeCompleted(FORMER, StorageTier.FROZEN, TierChangeCode.OK, ""));
        }
        return events;
    }
}
