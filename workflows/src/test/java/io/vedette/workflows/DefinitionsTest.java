package io.vedette.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.Location;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoView;
import io.vedette.domain.StorageTier;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.internal.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kind of workflow. */
class DefinitionsTest {

    static List<String> kinds() {
        return WorkflowKinds.builtIn().all().stream()
                .map(WorkflowDefinition::kind)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thePhaseAfterAnEventIsTheTables(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        Samples.histories(definition).forEach((phase, history) -> {
            Fold<?, ?> fold = fold(definition, history);
            assertThat(fold.phase()).isEqualTo(phase);
            for (String name : definition.events().names()) {
                Class<? extends WorkflowEvent> type =
                        Objects.requireNonNull(definition.events().named(name));
                Transitions.Row row = definition.transitions().row(phase, type);
                Fold<?, ?> after = Objects.requireNonNull(fold.evolve(Samples.event(definition, type)));

                assertThat(after.phase()).isEqualTo(row == null ? phase : row.to());
                if (row == null) {
                    assertThat(after.state()).isEqualTo(fold.state());
                }
            }
        });
    }

    private static Fold<?, ?> fold(WorkflowDefinition<?, ?> definition, List<Event.OfWorkflow> history) {
        Fold<?, ?> fold = Fold.begin(definition);
        for (Event.OfWorkflow event : history) {
            fold = Objects.requireNonNull(fold.evolve(event));
        }
        return fold;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyPhaseIsReachedAndLeadsToAnEndAndEndsAreEnds(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        Transitions table = definition.transitions();
        Set<Enum<?>> reached = Samples.histories(definition).keySet();

        assertThat(reached)
                .containsExactlyInAnyOrder(table.start().getDeclaringClass().getEnumConstants());
        for (Enum<?> phase : reached) {
            assertThat(table.isEnd(phase)).isEqualTo(table.rows().stream().noneMatch(row -> row.from() == phase));
            assertThat(from(table, phase)).anyMatch(table::isEnd);
        }
        assertThat(definition.events().names())
                .allSatisfy(name -> assertThat(table.rows())
                        .anyMatch(row -> EventTypes.nameOf(row.event()).equals(name)));
    }

    private static Set<Enum<?>> from(Transitions table, Enum<?> phase) {
        Set<Enum<?>> reached = new HashSet<>(Set.of(phase));
        boolean more = true;
        while (more) {
            more = reached.addAll(table.rows().stream()
                    .filter(row -> reached.contains(row.from()))
                    .map(Transitions.Row::to)
                    .collect(Collectors.toSet()));
        }
        return reached;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nobodyIsAskedForWhatTheTableDoesNotAllow(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        int steps = 0;
        for (var entry : Samples.histories(definition).entrySet()) {
            WorkflowView view = Samples.view(entry.getValue());
            for (Role role : Role.values()) {
                for (@Nullable RepoView repo : repos()) {
                    for (@Nullable RegistryState registry : registries()) {
                        Step step = view.next(new Party(role, "s1"), repo, registry);
                        for (Command command : commands(step)) {
                            check(definition, entry.getKey(), role, step, command);
                            steps++;
                        }
                        assertThat(view.next(new Party(role, "s1"), repo, registry))
                                .hasSameClassAs(step);
                    }
                }
            }
        }
        assertThat(steps).isPositive();
    }

    private static void check(
            WorkflowDefinition<?, ?> definition, Enum<?> phase, Role role, Step step, Command command) {
        if (command instanceof WorkflowCommand told) {
            assertThat(told.workflow()).isEqualTo(Samples.W1);
            boolean own = told instanceof WorkflowCommand.Record;
            assertThat(own).isEqualTo(role == Role.SERVER);
            Event.OfWorkflow event =
                    own ? ((WorkflowCommand.Record) told).event() : ((WorkflowCommand.Append) told).event();
            Class<?> type = Objects.requireNonNull(definition.events().named(event.type()));
            Transitions.Row row = definition.transitions().row(phase, type);
            assertThat(row).as("%s posts %s at %s", role, event.name(), phase).isNotNull();
            assertThat(own
                            || step instanceof Step.Ask
                            || Objects.requireNonNull(row).by() == role)
                    .as("%s posts %s", role, event.name())
                    .isTrue();
        } else {
            assertThat(role).isEqualTo(Role.SERVER);
            if (command instanceof RepoCommand told) {
                assertThat(told.repo()).isEqualTo(Samples.R1);
            } else {
                assertThat(((RegistryCommand) command).registry()).isEqualTo(Samples.EXREG);
            }
        }
    }

    /** Everything that a step may lead to, whatever effects and aggregates answer. */
    private static List<Command> commands(Step step) {
        List<Command> found = new ArrayList<>();
        if (step instanceof Step.Post post) {
            found.add(post.command());
            if (post.refused() != null) {
                found.addAll(commands(post.refused().apply(Refusal.precondition("no", "NO"))));
            }
        } else if (step instanceof Step.Do effect) {
            found.addAll(commands(effect.then().apply(Map.of("shadowPath", "/shadow/bar"))));
            if (effect.failed() != null) {
                found.addAll(commands(effect.failed().apply("disk full")));
            }
        } else if (step instanceof Step.Ask ask) {
            found.add(ask.done().command());
        } else if (step instanceof Step.Wait wait && wait.limit() != null) {
            assertThat(wait.limit().sinceStart()).isPositive();
            found.addAll(commands(wait.limit().then()));
        }
        return found;
    }

    private static List<@Nullable RepoView> repos() {
        Location here = Objects.requireNonNull(Samples.repo().location());
        List<@Nullable RepoView> repos = new ArrayList<>();
        repos.add(null);
        repos.add(RepoView.empty(Samples.R1));
        repos.add(Samples.repo());
        for (WorkflowId workflow : List.of(Samples.W1, Samples.W2)) {
            repos.add(Samples.repo(new RepoEvent.RepoMoveStarted(
                    workflow, here, Samples.BAR, Samples.OTHER.host(), Samples.OTHER.hostPathOf(Samples.BAR))));
            repos.add(Samples.repo(new RepoEvent.ShadowMoveStarted(workflow, Samples.SHADOW)));
            repos.add(Samples.repo(new RepoEvent.TierChangeStarted(workflow, StorageTier.FROZEN, Samples.ADA)));
        }
        return repos;
    }

    private static List<@Nullable RegistryState> registries() {
        List<@Nullable RegistryState> registries = new ArrayList<>();
        registries.add(null);
        registries.add(Samples.registry());
        for (WorkflowId workflow : List.of(Samples.W1, Samples.W2)) {
            registries.add(Samples.registry(new RegistryEvent.RepoMoveAccepted(Samples.R1, workflow, Samples.BAR)));
            registries.add(Samples.registry(new RegistryEvent.ShadowMoveStarted(Samples.R1, workflow, Samples.SHADOW)));
            registries.add(Samples.registry(new RegistryEvent.ShadowMoveStarted(Samples.R1, workflow, null)));
            for (StorageTier tier : List.of(StorageTier.FROZEN, StorageTier.ONLINE)) {
                registries.add(Samples.registry(new RegistryEvent.TierChangeStarted(Samples.R1, workflow, tier, null)));
            }
        }
        return registries;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anEndIsTheEndForEverybody(String kind) {
        WorkflowDefinition<?, ?> definition = Samples.definition(kind);
        Samples.histories(definition).forEach((phase, history) -> {
            if (definition.transitions().isEnd(phase)) {
                WorkflowView view = Samples.view(history);
                assertThat(view.isOpen()).isFalse();
                assertThat(view.task()).isNull();
                for (Role role : Role.values()) {
                    assertThat(view.next(new Party(role, "s1"), Samples.repo(), Samples.registry()))
                            .isEqualTo(Step.end());
                }
            }
        });
    }

    @Test
    void anIdThatIsUsedAgainAfterTheEndIsTakenBack() {
        for (String kind : List.of("MOVE_REPO", "MOVE_SHADOW", "FREEZE_REPO")) {
            WorkflowDefinition<?, ?> definition = Samples.definition(kind);
            List<Event.OfWorkflow> ended = Samples.histories(definition).entrySet().stream()
                    .filter(entry -> definition.transitions().isEnd(entry.getKey()))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            RegistryState begun =
                    Samples.registry(new RegistryEvent.RepoMoveAccepted(Samples.R1, Samples.W1, Samples.BAR));

            Step step = Samples.view(ended).next(new Party(Role.SERVER, "s1"), Samples.repo(), begun);

            assertThat(commands(step)).singleElement().isInstanceOfSatisfying(RegistryCommand.Reject.class, reject -> {
                assertThat(reject.workflow()).isEqualTo(Samples.W1);
                assertThat(reject.reason()).contains(Samples.W1.toString(), "used before", "choose another id");
            });
        }
    }

    @Test
    void aMoveHasTwoParts() {
        WorkflowDefinition<?, ?> move = Samples.definition("MOVE_REPO");

        assertThat(move.roles(true, true)).containsExactly(Role.RELEASER, Role.ACQUIRER);
        assertThat(move.roles(true, false)).containsExactly(Role.RELEASER);
        assertThat(move.roles(false, true)).containsExactly(Role.ACQUIRER);
        assertThat(move.roles(false, false)).isEmpty();
        for (String other : List.of("MOVE_SHADOW", "FREEZE_REPO", "UNFREEZE_REPO", "PING_REGISTRY")) {
            assertThat(Samples.definition(other).roles(true, true)).containsExactly(Role.OBSERVER);
            assertThat(Samples.definition(other).roles(false, false)).isEmpty();
        }
    }

    @Test
    void everyUndertakingIsOpenedByOneKind() {
        for (RegistryState registry : registries()) {
            var entry = registry == null ? null : registry.entry(Samples.R1);
            if (entry == null || entry.undertaking() == null) {
                continue;
            }
            assertThat(WorkflowKinds.builtIn().all().stream()
                            .filter(definition -> definition.opens(entry.undertaking())))
                    .hasSize(1);
        }
        assertThat(Arrays.stream(Role.values())).hasSize(5);
    }
}
