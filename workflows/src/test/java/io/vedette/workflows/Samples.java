package io.vedette.workflows;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
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
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.SequenceDiagram.Scene;
import io.vedette.workflows.kind.PingRegistryEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A registry with a repository, and a history of each kind of workflow for each of its phases. */
final class Samples {

    static final String EXREG = "exreg";
    static final RegistryId REGISTRY = RegistryId.ofName(EXREG);
    static final RepoId R1 = new RepoId(new UUID(0, 1));
    static final WorkflowId W1 = new WorkflowId(new UUID(1, 1));
    static final WorkflowId W2 = new WorkflowId(new UUID(1, 2));
    static final Author ADA = new Author("Ada <ada@example.com>");
    static final RepoPath FOO = new RepoPath("/ex/a/foo");
    static final RepoPath BAR = new RepoPath("/other/bar");
    static final HostPath SHADOW = new HostPath("/shadow/foo");
    static final long FENCE = 7;
    static final Root EX = new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"));
    static final Root OTHER = new Root(new RepoPath("/other"), new Host("h2"), new HostPath("/data"));

    private Samples() {}

    static Recorded recorded(AggregateId aggregate, long version, Event event) {
        return new Recorded(new EventId(version, version), null, aggregate, version, version, version, null, event);
    }

    static RegistryState registry(Event... more) {
        List<Event> events = new ArrayList<>(List.of(
                new RegistryEvent.RegistryAdded(EXREG),
                new RegistryEvent.RootAdded(EX),
                new RegistryEvent.RootAdded(OTHER),
                new RegistryEvent.RepoAdded(R1, FOO)));
        events.addAll(List.of(more));
        RegistryState state = RegistryState.empty();
        for (Event event : events) {
            state = state.evolve(recorded(REGISTRY.aggregate(), state.version() + 1, event));
        }
        return state;
    }

    static RepoView repo(Event... more) {
        List<Event> events = new ArrayList<>(List.of(
                new RepoEvent.RepoInitStarted(REGISTRY, FOO, ADA, EX.host(), EX.hostPathOf(FOO)),
                new RepoEvent.ShadowRepoCreated(SHADOW, Omissions.NONE)));
        events.addAll(List.of(more));
        RepoView view = RepoView.empty(R1);
        for (Event event : events) {
            view = view.evolve(recorded(R1.aggregate(), view.version() + 1, event));
        }
        return view;
    }

    static WorkflowDefinition<?, ?> definition(String kind) {
        WorkflowDefinition<?, ?> definition = WorkflowKinds.builtIn().named(kind);
        if (definition == null) {
            throw new IllegalArgumentException("no kind " + kind);
        }
        return definition;
    }

    /** An event of a kind with fitting fields. */
    static Event.OfWorkflow event(WorkflowDefinition<?, ?> definition, Class<? extends WorkflowEvent> type) {
        return event(definition, type, Map.of());
    }

    /** An event of a kind with fitting fields, some of them replaced. */
    static <E extends WorkflowEvent> Event.OfWorkflow event(
            WorkflowDefinition<?, E> definition, Class<? extends WorkflowEvent> type, Map<String, String> other) {
        Map<String, String> fields = new HashMap<>();
        for (var component : type.getRecordComponents()) {
            String name = component.getName();
            fields.put(name, other.getOrDefault(name, field(name)));
        }
        return definition.events().write(definition.kind(), definition.events().of(EventTypes.nameOf(type), fields));
    }

    private static String field(String name) {
        return switch (name) {
            case "registry" -> REGISTRY.toString();
            case "repo" -> R1.toString();
            case "fence" -> String.valueOf(FENCE);
            case "path", "oldPath" -> FOO.value();
            case "newPath" -> BAR.value();
            case "host", "oldHost" -> "h1";
            case "newHost" -> "h2";
            case "oldHostPath" -> "/data/a/foo";
            case "newHostPath" -> "/data/bar";
            case "oldShadowPath" -> SHADOW.value();
            case "newShadowPath", "shadowPath" -> "/shadow/bar";
            case "author" -> ADA.value();
            case "code" -> "OK";
            case "seconds" -> "5";
            case "server" -> "s1";
            case "reason" -> "no need";
            default -> "some " + name;
        };
    }

    /** For each phase that the table reaches, a shortest history that leads there, beginning with the empty one. */
    static Map<Enum<?>, List<Event.OfWorkflow>> histories(WorkflowDefinition<?, ?> definition) {
        Transitions table = definition.transitions();
        Map<Enum<?>, List<Event.OfWorkflow>> histories = new LinkedHashMap<>();
        histories.put(table.start(), List.of());
        Deque<Enum<?>> open = new ArrayDeque<>(List.of(table.start()));
        while (!open.isEmpty()) {
            Enum<?> phase = open.remove();
            for (Transitions.Row row : table.rows()) {
                if (row.from() == phase && !histories.containsKey(row.to())) {
                    List<Event.OfWorkflow> longer = new ArrayList<>(histories.get(phase));
                    longer.add(event(definition, row.event()));
                    histories.put(row.to(), longer);
                    open.add(row.to());
                }
            }
        }
        return histories;
    }

    static WorkflowView view(List<? extends Event> events) {
        WorkflowView view = WorkflowView.empty(W1, WorkflowKinds.builtIn());
        for (Event event : events) {
            view = view.evolve(recorded(W1.aggregate(), view.version() + 1, event));
        }
        return view;
    }

    /** How a workflow of a kind begins with the sample repository. */
    static Scene scene(String kind) {
        WorkflowKinds kinds = WorkflowKinds.builtIn();
        return switch (kind) {
            case "MOVE_REPO" ->
                new Scene(kinds, W1, registry(), repo(), new RegistryCommand.BeginMoveRepo(EXREG, R1, W1, BAR));
            case "MOVE_SHADOW" ->
                new Scene(
                        kinds,
                        W1,
                        registry(),
                        repo(),
                        new RegistryCommand.BeginMoveShadow(EXREG, R1, W1, new HostPath("/shadow/bar")));
            case "FREEZE_REPO" ->
                new Scene(
                        kinds,
                        W1,
                        registry(),
                        repo(),
                        new RegistryCommand.BeginTierChange(EXREG, R1, W1, StorageTier.FROZEN, ADA));
            case "UNFREEZE_REPO" ->
                new Scene(
                        kinds,
                        W1,
                        registry(
                                new RegistryEvent.TierChangeStarted(R1, W2, StorageTier.FROZEN, ADA),
                                new RegistryEvent.TierChangeCompleted(
                                        R1, W2, StorageTier.FROZEN, TierChangeCode.OK, "")),
                        repo(
                                new RepoEvent.TierChangeStarted(W2, StorageTier.FROZEN, ADA),
                                new RepoEvent.TierChangeCompleted(W2, StorageTier.FROZEN, TierChangeCode.OK, "")),
                        new RegistryCommand.BeginTierChange(EXREG, R1, W1, StorageTier.ONLINE, ADA));
            case "PING_REGISTRY" -> {
                var ping = definition(kind);
                yield new Scene(
                        kinds,
                        W1,
                        registry(),
                        RepoView.empty(R1),
                        new WorkflowCommand.Append(W1, event(ping, PingRegistryEvent.Started.class)));
            }
            default -> throw new IllegalArgumentException("no scene for " + kind);
        };
    }
}
