package io.vedette.workflows;

import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoView;
import io.vedette.domain.Undertaking;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.internal.Fold;
import io.vedette.workflows.internal.Guard;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One workflow, folded from its history by the definition of its kind. Immutable. Without a definition of its kind it can be
 * shown, but nobody knows what comes next.
 */
public final class WorkflowView {

    /** Who asks for what people have to do. */
    private static final Party PEOPLE = new Party(Role.ADMIN, "administrator");

    private final WorkflowId id;
    private final WorkflowKinds kinds;
    private final long version;
    private final @Nullable EventId tail;
    private final Event.@Nullable OfWorkflow first;
    private final long startedMillis;
    private final long changedMillis;
    private final @Nullable Fold<?, ?> fold;
    private final long unknownEvents;
    private final @Nullable String malformed;

    private WorkflowView(
            WorkflowId id,
            WorkflowKinds kinds,
            long version,
            @Nullable EventId tail,
            Event.@Nullable OfWorkflow first,
            long startedMillis,
            long changedMillis,
            @Nullable Fold<?, ?> fold,
            long unknownEvents,
            @Nullable String malformed) {
        this.id = id;
        this.kinds = kinds;
        this.version = version;
        this.tail = tail;
        this.first = first;
        this.startedMillis = startedMillis;
        this.changedMillis = changedMillis;
        this.fold = fold;
        this.unknownEvents = unknownEvents;
        this.malformed = malformed;
    }

    /** Before its first event. */
    public static WorkflowView empty(WorkflowId id, WorkflowKinds kinds) {
        return new WorkflowView(id, kinds, 0, null, null, 0, 0, null, 0, null);
    }

    /** The view after one event more. Never throws; an event of an earlier version is ignored. */
    public WorkflowView evolve(Recorded recorded) {
        if (recorded.version() <= version) {
            return this;
        }
        String trouble = recorded.version() == version + 1
                ? malformed
                : "history has a gap: version " + recorded.version() + " follows " + version;
        Fold<?, ?> after = fold;
        long unknown = unknownEvents;
        if (recorded.event() instanceof Event.OfWorkflow event
                && (version == 0 || event.kind().equals(kind()))) {
            try {
                Fold<?, ?> before = version == 0 ? begin(kinds.named(event.kind())) : fold;
                after = before == null ? null : before.evolve(event);
            } catch (RuntimeException broken) {
                // Also what a definition throws against its word: who folds many workflows must not stop at one of
                // them.
                trouble = event.name() + " at version " + recorded.version() + ": "
                        + Objects.requireNonNullElse(broken.getMessage(), broken.toString());
            }
            if (after == null) {
                unknown++;
                after = fold;
            }
        } else {
            unknown++;
        }
        return new WorkflowView(
                id,
                kinds,
                recorded.version(),
                recorded.id(),
                version == 0 && recorded.event() instanceof Event.OfWorkflow event ? event : first,
                version == 0 ? recorded.timeMillis() : startedMillis,
                recorded.timeMillis(),
                after,
                unknown,
                trouble);
    }

    private static @Nullable Fold<?, ?> begin(@Nullable WorkflowDefinition<?, ?> definition) {
        return definition == null ? null : Fold.begin(definition);
    }

    /** Which workflow. */
    public WorkflowId id() {
        return id;
    }

    /** The version of the last event folded; 0 before the first. */
    public long version() {
        return version;
    }

    /** The last event folded; null before the first. */
    public @Nullable EventId tail() {
        return tail;
    }

    /** The name of its kind; null before the first event. */
    public @Nullable String kind() {
        return first == null ? null : first.kind();
    }

    /** The definition of its kind; null before the first event and for an unknown kind. */
    public @Nullable WorkflowDefinition<?, ?> definition() {
        return fold == null ? null : fold.definition();
    }

    /** The name of its phase; null before the first event and for an unknown kind. */
    public @Nullable String phase() {
        return fold == null ? null : fold.phase().name();
    }

    /** Whether it has begun and not ended. One of an unknown kind counts as open. */
    public boolean isOpen() {
        return version > 0 && (fold == null || !fold.isEnded());
    }

    /** What it is about; null before its first event and for an unknown kind. */
    public @Nullable Subject subject() {
        return fold == null ? null : fold.subject();
    }

    /** When its first event was stored, in milliseconds since 1970; 0 before that. */
    public long startedMillis() {
        return startedMillis;
    }

    /** When its last event was stored, in milliseconds since 1970; 0 before the first. */
    public long changedMillis() {
        return changedMillis;
    }

    /** How many events were skipped. */
    public long unknownEvents() {
        return unknownEvents;
    }

    /** What is wrong with the history, if anything is. */
    public @Nullable String malformed() {
        return malformed;
    }

    /**
     * What a party does next. Before the first event it is the workflow that a registry has begun, if it has.
     *
     * @param repo its repository as the party sees it
     * @param registry its registry, for the registry's own process manager
     */
    public Step next(Party party, @Nullable RepoView repo, @Nullable RegistryState registry) {
        Fold<?, ?> known = fold != null ? fold : version == 0 ? opened(repo, registry) : null;
        return known == null ? Step.end() : known.next(party, id, repo, registry);
    }

    private @Nullable Fold<?, ?> opened(@Nullable RepoView repo, @Nullable RegistryState registry) {
        var entry = repo == null || registry == null ? null : registry.entry(repo.repo());
        Undertaking open = entry == null ? null : entry.undertaking();
        return open == null || !open.workflow().equals(id) ? null : begin(kinds.opening(open));
    }

    /** What a person has to do before it goes on; null if nothing. */
    public Step.@Nullable Ask task() {
        return next(PEOPLE, null, null) instanceof Step.Ask ask ? ask : null;
    }

    /**
     * The event that must be named to say that {@link #task} is done, since it is done in the stead of an observer; empty for a
     * task that is for people.
     */
    public String taskEvent() {
        Step.Ask task = task();
        return task == null
                        || fold == null
                        || !(task.done().command() instanceof WorkflowCommand.Append append)
                        || fold.isForPeople(append.event())
                ? ""
                : append.event().type();
    }

    /** The parts that an observer plays in it, in their order. */
    public List<Role> roles(boolean wasOurs, boolean isOurs) {
        return fold == null ? List.of() : fold.roles(wasOurs, isOurs);
    }

    /** What people call the command that appends an event, as {@code releaseMoveRepo}. */
    public static String command(WorkflowKinds kinds, Event.OfWorkflow event) {
        WorkflowDefinition<?, ?> definition = kinds.named(event.kind());
        return definition == null ? "append" : Guard.ask(() -> command(definition, event.type()));
    }

    private static <E extends WorkflowEvent> String command(WorkflowDefinition<?, E> definition, String type) {
        Class<? extends E> event = definition.events().named(type);
        return event == null ? "append" : definition.command(event);
    }

    /** The fields of an event by name, for people; empty for one that cannot be read. */
    public static Map<String, String> fields(WorkflowKinds kinds, Event.OfWorkflow event) {
        WorkflowDefinition<?, ?> definition = kinds.named(event.kind());
        return definition == null ? Map.of() : fields(definition, event);
    }

    private static <E extends WorkflowEvent> Map<String, String> fields(
            WorkflowDefinition<?, E> definition, Event.OfWorkflow event) {
        try {
            return Guard.ask(() -> {
                E read = definition.events().read(event);
                return read == null ? Map.of() : definition.events().fields(read);
            });
        } catch (RuntimeException broken) {
            return Map.of();
        }
    }

    /** What it says to a command. */
    public Decision decide(WorkflowCommand command) {
        if (malformed != null) {
            return Decision.refuse(Refusal.precondition(
                    "workflow " + id + " has a broken history: " + malformed
                            + "; look at it with: vedette events workflow " + id,
                    "MALFORMED"));
        }
        if (command instanceof WorkflowCommand.Append append) {
            return append(append.event(), true);
        }
        if (command instanceof WorkflowCommand.Record own) {
            return append(own.event(), false);
        }
        if (version == 0) {
            return Decision.refuse(Refusal.notFound("workflow " + id
                    + " does not exist, or has not begun yet; list what there is with: vedette get" + " workflows"));
        }
        if (fold == null) {
            return Decision.refuse(unknownKind(String.valueOf(kind())));
        }
        return command instanceof WorkflowCommand.Abort abort
                ? abort(fold, abort.reason())
                : confirm(fold, ((WorkflowCommand.ConfirmTask) command).event());
    }

    private Decision append(Event.OfWorkflow event, boolean fromOutside) {
        if (event.equals(first)) {
            return Decision.nothingToDo();
        }
        if (version > 0 && !event.kind().equals(kind())) {
            return Decision.refuse(Refusal.exists(
                    "workflow id " + id + " is in use for a workflow of kind " + kind() + "; choose another id",
                    id.toString()));
        }
        Fold<?, ?> known = version == 0 ? begin(kinds.named(event.kind())) : fold;
        if (known == null) {
            return Decision.refuse(unknownKind(event.kind()));
        }
        if (first != null && event.type().equals(first.type())) {
            return Decision.refuse(Refusal.exists(
                    "workflow id " + id + " is in use for another workflow of kind " + kind() + "; choose another id",
                    id.toString()));
        }
        if (version == 0 && !known.leadsOn(event)) {
            return Decision.refuse(Refusal.notFound("workflow " + id + " does not exist, so " + event.type()
                    + " cannot be appended; list what there is with: vedette get workflows"));
        }
        Refusal no = known.refusal(id, event, fromOutside);
        return no == null ? Decision.accept(event) : Decision.refuse(no);
    }

    private Refusal unknownKind(String kind) {
        return Refusal.invalid(
                "kind",
                "this server has no definition of workflow kind " + kind + "; it knows "
                        + kinds.all().stream().map(WorkflowDefinition::kind).toList());
    }

    private Decision abort(Fold<?, ?> known, String reason) {
        Event.OfWorkflow event = known.abort(reason);
        if (event != null) {
            return Decision.accept(event);
        }
        String why = known.isEnded()
                ? "has ended"
                : !known.isAbortable(reason)
                        ? "is of a kind that cannot be aborted"
                        : "cannot be aborted any more: it is being aborted already, or past its point of no return";
        return Decision.refuse(Refusal.precondition(
                "workflow " + id + " (" + kind() + ", " + phase() + ") " + why + "; look at it with: vedette events"
                        + " workflow " + id,
                String.valueOf(phase())));
    }

    private Decision confirm(Fold<?, ?> known, String type) {
        Step.Ask task = task();
        if (task == null || !(task.done().command() instanceof WorkflowCommand.Append append)) {
            return Decision.refuse(Refusal.precondition(
                    "workflow " + id + " (" + kind() + ", " + phase() + ") asks nothing of people; list what does"
                            + " with: vedette get tasks",
                    String.valueOf(phase())));
        }
        boolean meant = type.isEmpty()
                ? known.isForPeople(append.event())
                : type.equals(append.event().type());
        return meant
                ? append(append.event(), true)
                : Decision.refuse(Refusal.precondition(
                        "workflow " + id + " (" + kind() + ", " + phase() + ") does not ask for "
                                + (type.isEmpty() ? "what is for people to do" : type) + "; that this is done must be"
                                + " said by its name, " + append.event().type() + ": " + task.task(),
                        String.valueOf(phase())));
    }
}
