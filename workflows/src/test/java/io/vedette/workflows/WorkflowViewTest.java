package io.vedette.workflows;

import static io.vedette.workflows.Samples.W1;
import static io.vedette.workflows.Samples.definition;
import static io.vedette.workflows.Samples.event;
import static io.vedette.workflows.Samples.recorded;
import static io.vedette.workflows.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.kind.FreezeRepo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.MoveShadow;
import io.vedette.workflows.kind.MoveShadowEvent;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.PingRegistryEvent;
import io.vedette.workflows.kind.TierChangeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One workflow, whatever its history holds. */
class WorkflowViewTest {

    private static final MoveRepo MOVE = new MoveRepo();
    private static final Event.OfWorkflow STARTED = event(MOVE, MoveRepoEvent.Started.class);
    private static final Event.OfWorkflow RELEASED = event(MOVE, MoveRepoEvent.Released.class);
    private static final Event.OfWorkflow FOREIGN = new Event.OfWorkflow("BREW_TEA", "STARTED", Event.Bytes.EMPTY);
    private static final Event.OfWorkflow BROKEN = new Event.OfWorkflow("MOVE_REPO", "STARTED", Event.Bytes.EMPTY);

    private static Refusal refused(WorkflowView view, WorkflowCommand command) {
        assertThat(view.decide(command)).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse) view.decide(command)).refusal();
    }

    private static WorkflowCommand append(Event.OfWorkflow event) {
        return new WorkflowCommand.Append(W1, event);
    }

    @Test
    void isNothingBeforeItsFirstEvent() {
        WorkflowView view = view(List.of());

        assertThat(view.version()).isZero();
        assertThat(view.isOpen()).isFalse();
        assertThat(view.task()).isNull();
        assertThat(view.next(new Party(Role.SERVER, "s"), null, null)).isEqualTo(Step.end());
    }

    @Test
    void saysWhatItIsAboutAndWhere() {
        WorkflowView view = view(List.of(STARTED, RELEASED));

        assertThat(view.kind()).isEqualTo("MOVE_REPO");
        assertThat(view.phase()).isEqualTo("RELEASED");
        assertThat(view.subject())
                .isEqualTo(new Subject(
                        Samples.REGISTRY,
                        Samples.R1,
                        new Place(Samples.FOO, Samples.EX.host()),
                        new Place(Samples.BAR, Samples.OTHER.host())));
        assertThat(List.of(view.startedMillis(), view.changedMillis())).isEqualTo(List.of(1L, 2L));
        assertThat(view.isOpen()).isTrue();
    }

    @Test
    @Tag("W37")
    void foldingNeverThrowsAndAnyCutLeadsToTheSame() {
        Seeds.check(500, random -> {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                events.add(any(random));
            }
            WorkflowView whole = WorkflowView.empty(W1, WorkflowKinds.builtIn());
            List<io.vedette.domain.Recorded> history = new ArrayList<>();
            long version = 0;
            for (Event event : events) {
                version += random.nextInt(15) == 0 ? 2 : 1;
                history.add(recorded(W1.aggregate(), version, event));
                whole = whole.evolve(history.get(history.size() - 1));
                ask(whole, random);
            }

            int cut = random.nextInt(history.size());
            WorkflowView parts = WorkflowView.empty(W1, WorkflowKinds.builtIn());
            for (var one : history.subList(0, cut)) {
                parts = parts.evolve(one);
            }
            for (var one : history.subList(Math.max(0, cut - 3), history.size())) {
                parts = parts.evolve(one);
            }
            assertThat(facts(parts)).isEqualTo(facts(whole));
        });
    }

    private static List<String> facts(WorkflowView view) {
        return List.of(
                view.version() + " " + view.tail(),
                view.kind() + " " + view.phase() + " " + view.isOpen(),
                String.valueOf(view.subject()),
                view.unknownEvents() + " " + view.malformed());
    }

    private static void ask(WorkflowView view, SplittableRandom random) {
        for (Role role : Role.values()) {
            assertThat(view.next(new Party(role, "p"), Samples.repo(), Samples.registry()))
                    .isNotNull();
        }
        for (WorkflowCommand command : List.of(
                new WorkflowCommand.Abort(W1, "no"),
                new WorkflowCommand.ConfirmTask(W1),
                append(any(random) instanceof Event.OfWorkflow event ? event : FOREIGN))) {
            assertThat(view.decide(command)).isNotNull();
        }
    }

    private static Event any(SplittableRandom random) {
        List<WorkflowDefinition<?, ?>> all = WorkflowKinds.builtIn().all();
        WorkflowDefinition<?, ?> definition = all.get(random.nextInt(8) == 0 ? random.nextInt(all.size()) : 0);
        List<String> names = definition.events().names();
        String name = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(20)) {
            case 0 -> new Event.Unknown(999, Event.Bytes.EMPTY);
            case 1 -> new Event.Malformed(7, Event.Bytes.EMPTY, "odd");
            case 2 -> new RepoEvent.RepoErrorSet("not a workflow's");
            case 3 -> FOREIGN;
            case 4 -> new Event.OfWorkflow(definition.kind(), "NEWS", Event.Bytes.EMPTY);
            case 5 -> new Event.OfWorkflow(definition.kind(), name, Event.Bytes.copyOf(new byte[] {10, 3, 1}));
            default ->
                event(
                        definition,
                        Objects.requireNonNull(definition.events().named(name)),
                        Map.of("fence", String.valueOf(6 + random.nextInt(2))));
        };
    }

    @Test
    void anUnknownKindIsShownAndStaysOpen() {
        WorkflowView view = view(List.of(FOREIGN, new Event.OfWorkflow("BREW_TEA", "POURED", Event.Bytes.EMPTY)));

        assertThat(view.kind()).isEqualTo("BREW_TEA");
        assertThat(view.phase()).isNull();
        assertThat(view.isOpen()).isTrue();
        assertThat(view.malformed()).isNull();
        assertThat(view.unknownEvents()).isEqualTo(2);
        for (WorkflowCommand command :
                List.of(append(FOREIGN), new WorkflowCommand.Abort(W1, "no"), new WorkflowCommand.ConfirmTask(W1))) {
            if (command instanceof WorkflowCommand.Append) {
                assertThat(view.decide(command)).isEqualTo(Decision.nothingToDo());
            } else {
                assertThat(refused(view, command).message()).contains("BREW_TEA", "MOVE_REPO", "PING_REGISTRY");
            }
        }
        assertThat(refused(view(List.of()), append(FOREIGN)).details()).containsEntry("field", "kind");
    }

    @Test
    void anEventOfAnotherKindInItsHistoryIsSkipped() {
        WorkflowView view =
                view(List.of(STARTED, event(definition("MOVE_SHADOW"), MoveShadowEvent.AbortAccepted.class)));

        assertThat(view.phase()).isEqualTo("STARTED");
        assertThat(view.unknownEvents()).isEqualTo(1);
    }

    @Test
    void aBrokenHistoryIsNamedAndNothingIsAddedToIt() {
        WorkflowView broken = view(List.of(BROKEN));
        WorkflowView gap = view(List.of(STARTED)).evolve(recorded(W1.aggregate(), 4, RELEASED));

        assertThat(broken.malformed()).isEqualTo("MOVE_REPO_STARTED at version 1: field registry is missing");
        assertThat(gap.malformed()).isEqualTo("history has a gap: version 4 follows 1");
        for (WorkflowView view : List.of(broken, gap)) {
            for (WorkflowCommand command : List.of(
                    append(RELEASED), new WorkflowCommand.Abort(W1, "no"), new WorkflowCommand.ConfirmTask(W1))) {
                Refusal refusal = refused(view, command);
                assertThat(refusal.details()).isEqualTo(Map.of("state", "MALFORMED"));
                assertThat(refusal.message()).contains(W1.toString(), "vedette events workflow " + W1);
            }
        }
    }

    @Test
    void theSameBeginningIsNothingToDoAndAnotherIsRefused() {
        PingRegistry ping = new PingRegistry();
        Event.OfWorkflow five = event(ping, PingRegistryEvent.Started.class);
        Event.OfWorkflow six = event(ping, PingRegistryEvent.Started.class, Map.of("seconds", "6"));
        WorkflowView ended = view(List.of(five, event(ping, PingRegistryEvent.Aborted.class)));

        for (WorkflowView view : List.of(view(List.of(five)), ended)) {
            assertThat(view.decide(append(five))).isEqualTo(Decision.nothingToDo());
            for (Event.OfWorkflow other : List.of(six, STARTED)) {
                Refusal refusal = refused(view, append(other));
                assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
                assertThat(refusal.details()).isEqualTo(Map.of("id", W1.toString()));
                assertThat(refusal.message()).contains(W1.toString(), "PING_REGISTRY", "choose another id");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "3600, true", "3601, false", "-1, false"})
    void aPingTakesUpToAnHour(String seconds, boolean fits) {
        Event.OfWorkflow started =
                event(new PingRegistry(), PingRegistryEvent.Started.class, Map.of("seconds", seconds));

        assertThat(view(List.of()).decide(append(started)) instanceof Decision.Accept)
                .isEqualTo(fits);
    }

    @Test
    void nobodyAnswersAPingTwice() {
        PingRegistry ping = new PingRegistry();
        Event.OfWorkflow pinged = event(ping, PingRegistryEvent.Pinged.class);
        WorkflowView view = view(List.of(event(ping, PingRegistryEvent.Started.class), pinged));

        Refusal refusal = refused(view, append(pinged));

        assertThat(refusal.details()).isEqualTo(Map.of("state", "PINGED"));
        assertThat(refusal.message()).contains("s1", W1.toString(), "already");
    }

    @Test
    void theFilesOfAChangeOfTierEndWellOrNot() {
        FreezeRepo freeze = new FreezeRepo();
        WorkflowView view = view(List.of(
                event(freeze, TierChangeEvent.Started.class), event(freeze, TierChangeEvent.FilesStarted.class)));

        for (String code : List.of("ABORTED", "GIVEN_UP")) {
            assertThat(refused(view, append(event(freeze, TierChangeEvent.FilesCompleted.class, Map.of("code", code))))
                            .details())
                    .containsEntry("field", "code");
        }
    }

    @Test
    void whatCannotBeReadIsRefusedNamingIt() {
        WorkflowView view = view(List.of(STARTED));

        assertThat(refused(view, append(new Event.OfWorkflow("MOVE_REPO", "NEWS", Event.Bytes.EMPTY)))
                        .message())
                .contains("type", "there is no event NEWS of MOVE_REPO", "RELEASED");
        assertThat(refused(view, append(new Event.OfWorkflow("MOVE_REPO", "RELEASED", Event.Bytes.copyOf(new byte[] {
                            10, 1, 1
                        }))))
                        .message())
                .contains("payload", "field fence");
    }

    @Test
    void tasksSayWhatToDoByHand() {
        assertThat(task(List.of(STARTED)))
                .isEqualTo("make applications ready for repository " + Samples.R1 + " at /other/bar instead of"
                        + " /ex/a/foo");
        MoveShadow shadow = new MoveShadow();
        assertThat(task(List.of(
                        event(shadow, MoveShadowEvent.Started.class), event(shadow, MoveShadowEvent.Disabled.class))))
                .isEqualTo("move the shadow of repository " + Samples.R1 + " from /shadow/foo to /shadow/bar on h1");
        assertThat(task(List.of(
                        STARTED,
                        RELEASED,
                        event(MOVE, MoveRepoEvent.AppAccepted.class),
                        event(MOVE, MoveRepoEvent.AbortAccepted.class))))
                .contains("/data/bar on h2", "only if it is gone for good");
    }

    private static String task(List<Event.OfWorkflow> history) {
        Step.Ask task = view(history).task();
        return task == null ? "none" : task.task();
    }

    @Test
    void fieldsAreForPeopleAndNeverFail() {
        WorkflowKinds kinds = WorkflowKinds.builtIn();

        assertThat(WorkflowView.fields(kinds, RELEASED)).isEqualTo(Map.of("fence", "7"));
        assertThat(WorkflowView.fields(kinds, FOREIGN)).isEmpty();
        assertThat(WorkflowView.fields(kinds, BROKEN)).isEmpty();
        assertThat(WorkflowView.fields(kinds, new Event.OfWorkflow("MOVE_REPO", "NEWS", Event.Bytes.EMPTY)))
                .isEmpty();
    }
}
