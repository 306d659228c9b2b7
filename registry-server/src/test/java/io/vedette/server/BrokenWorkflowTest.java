package io.vedette.server;

import static io.vedette.server.Stage.id;
import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ActivityState;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Explanation;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.LeverServiceGrpc;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.PingRegistryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workflow that cannot go on stops nobody else, says why, and says what resumes it. */
class BrokenWorkflowTest {

    private static final WorkflowKinds KINDS = WorkflowKinds.builtIn().with(List.of(new OddKind()));
    private static final RegistryId EXREG = RegistryId.ofName("exreg");

    @Test
    void eachWayOfBreakingARuleParksOneWorkflowWithAReasonAndTheCommand() {
        List<String> ways = List.of(
                "throws",
                "lacks a class",
                "lacks a class when it is refused",
                "has no next step",
                "waits for null",
                "waits until long ago",
                "is refused",
                "is refused for ever",
                "changes nothing",
                "wants an effect");
        try (Stage stage = Stage.start(KINDS)) {
            RepoId repo = stage.online("/ex/a");
            ways.forEach(way -> stage.append(id(way), "ODD", new OddKind.Started(EXREG, way)));

            await(() -> stage.registry.server.core().processes().counts().parked() == ways.size());

            for (String way : ways) {
                assertThat(stage.row(id(way)).getParked())
                        .as(way)
                        .contains(id(way).toString())
                        .endsWith("vedette retry workflow " + id(way));
            }
            assertThat(stage.row(id("throws")).getParked()).contains("definition is broken", "next is odd");
            assertThat(stage.row(id("lacks a class")).getParked()).contains("definition is broken", "odd/Next");
            assertThat(stage.row(id("lacks a class when it is refused")).getParked())
                    .contains("definition is broken", "odd/Refused");
            assertThat(stage.row(id("has no next step")).getParked())
                    .contains("definition is broken", "next() of " + OddKind.class.getName() + " answers null");
            assertThat(stage.row(id("is refused")).getParked()).contains("RemoveRoot was refused", "no root /none");
            assertThat(stage.row(id("changes nothing")).getParked()).contains("changed nothing");
            assertThat(stage.row(id("wants an effect")).getParked()).contains("processor.dance");
            WorkflowId move = stage.move(repo, "/far/a");
            stage.abort(move);
            stage.awaitPhase(move, "ABORTED");
        }
    }

    @Test
    void anEventThatMendsItLetsItGoOn() {
        try (Stage stage = Stage.start(KINDS)) {
            stage.append(id("odd"), "ODD", new OddKind.Started(EXREG, "throws"));
            await(() -> stage.registry.server.core().processes().counts().parked() == 1);

            stage.append(id("odd"), new OddKind.Mended());

            stage.awaitPhase(id("odd"), "ENDED");
        }
    }

    @Test
    void aDefinitionThatGoesOnForEverIsParkedAndItsOwnEventsDoNotWakeIt() {
        try (Stage stage = Stage.start(KINDS)) {
            WorkflowId odd = id("odd");
            stage.append(odd, "ODD", new OddKind.Started(EXREG, "has no end"));
            await(() -> stage.row(odd).getParked().contains("does not come to rest"));
            long version = stage.row(odd).getVersion();

            // What others do passes the same way as its own last event, behind it.
            stage.append(id("other"), "ODD", new OddKind.Started(EXREG, "waits"));
            await(() -> stage.row(id("other")).getWaitsFor().equals("MENDED"));
            await(() -> stage.row(odd).getParked().contains("does not come to rest"));

            assertThat(stage.row(odd).getVersion()).isEqualTo(version).isLessThan(110);
            stage.append(odd, new OddKind.Mended());
            stage.awaitPhase(odd, "ENDED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throws in evolve",
                "lacks a class in evolve",
                "is null after evolve",
                "has no phase",
                "throws in phase"
            })
    void aDefinitionThatBreaksWhileAnEventIsFoldedStopsNobodyElseAlsoAfterARestart(String way) {
        StorageBackend storage = TestRegistry.memory();
        try (Stage stage = outliving(storage, KINDS)) {
            stage.registry.withRoot();
            stage.append(id("odd"), "ODD", new OddKind.Started(EXREG, way));
            stage.append(id("odd"), new OddKind.Mended());

            assertBrokenAlone(stage, "before the restart");
        }
        try (Stage stage = outliving(storage, KINDS)) {
            assertBrokenAlone(stage, "after the restart");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "transitions", "initial"})
    void aDefinitionThatHasBecomeUnusableStopsItsOwnWorkflowsOnly(String broken) {
        StorageBackend storage = TestRegistry.memory();
        try (Stage stage = outliving(storage, KINDS)) {
            stage.registry.withRoot();
            stage.append(id("odd"), "ODD", new OddKind.Started(EXREG, "waits"));
        }

        try (Stage stage = outliving(storage, WorkflowKinds.builtIn().with(List.of(new OddKind(broken))))) {
            assertBrokenAlone(stage, "after the restart");
            assertThat(stage.row(id("odd")).getParked()).contains("odd/" + broken);
        }
        // What has long not changed is told by its last event alone.
        Instant later = Instant.now().plus(Duration.ofDays(30));
        try (Stage stage = Stage.on(
                new CrashingStorage(storage, Integer.MAX_VALUE, false),
                WorkflowKinds.builtIn().with(List.of(new OddKind(broken))),
                settings -> settings.clock(() -> later))) {
            assertBrokenAlone(stage, "much later");
        }
        try (Stage stage = outliving(storage, KINDS)) {
            await(() -> stage.row(id("odd")).getWaitsFor().equals("MENDED"));
        }
    }

    @Test
    void aDefinitionThatCannotSayWhetherItDoesWhatWasBegunStopsThatAlone() {
        StorageBackend storage = TestRegistry.memory();
        ByHand hand = new ByHand(storage, "exreg").registryWithRoot();
        RepoId repo = TestRegistry.repo("r1");
        WorkflowId begun = id("begun");
        hand.accepted(repo, "/ex/a").started(repo, "/ex/a").added(repo, "/ex/a");
        hand.append(hand.id(), new RegistryEvent.RepoMoveAccepted(repo, begun, new RepoPath("/ex/b")));

        try (Stage stage = Stage.on(
                storage, WorkflowKinds.of(List.of(new OddKind("opens"), new PingRegistry())), settings -> settings)) {
            await(() -> stage.row(begun).getParked().contains("odd/opens"));
            assertThat(stage.row(begun).getParked())
                    .contains(OddKind.class.getName(), "move to /ex/b")
                    .endsWith("vedette retry workflow " + begun);
            assertThat(stage.rows(false))
                    .singleElement()
                    .satisfies(row -> assertThat(row.getKind()).isEmpty());
            RepoId other = stage.online("/ex/other");
            assertThat(stage.refused(() -> stage.begin(Stage.moveRepo(other, id("more"), "/ex/c"))))
                    .hasMessageContaining("odd/opens");
            WorkflowId ping = stage.ping(3600);
            stage.abort(ping);
            stage.awaitPhase(ping, "ABORTED");
        }
    }

    /** On a store that is there after the end. */
    private static Stage outliving(StorageBackend storage, WorkflowKinds kinds) {
        return Stage.on(new CrashingStorage(storage, Integer.MAX_VALUE, false), kinds, settings -> settings);
    }

    private static void assertBrokenAlone(Stage stage, String when) {
        WorkflowId odd = id("odd");
        await(() -> stage.row(odd).getParked().contains("history is broken"));
        assertThat(stage.row(odd).getParked()).endsWith("vedette retry workflow " + odd);
        assertThat(stage.rows(false))
                .extracting(row -> row.getParked())
                .contains(stage.row(odd).getParked());
        assertThat(stage.refused(() -> stage.abort(odd))).hasMessageContaining("broken history");
        WorkflowId ping = id("ping " + when);
        stage.append(ping, "PING_REGISTRY", new PingRegistryEvent.Started(EXREG, 3600));
        await(() -> stage.row(ping).getVersion() == 2);
        stage.abort(ping);
        stage.awaitPhase(ping, "ABORTED");
    }

    @Test
    void aRetryByTheRegistrysOwnLeverWorksOnWhatWasParked() {
        try (Stage stage = Stage.start(KINDS)) {
            WorkflowId odd = id("odd");
            stage.append(odd, "ODD", new OddKind.Started(EXREG, "is refused"));
            await(() -> stage.registry.server.core().processes().counts().parked() == 1);
            long runs = stage.registry.server.core().processes().counts().runs();

            List<LeverReply> replies = pull(stage, odd, Control.Lever.RETRY);

            assertThat(replies).singleElement().satisfies(reply -> {
                assertThat(reply.getObserver()).isEqualTo("registry");
                assertThat(reply.getFound()).isTrue();
                assertThat(reply.getMessage()).isEqualTo("is tried now");
            });
            await(() -> stage.registry.server.core().processes().counts().runs() > runs);
            assertThat(pull(stage, id("unknown"), Control.Lever.RETRY)).isEmpty();
        }
    }

    @Test
    void explainTellsOfTheRegistrysPartInWorkflows() {
        try (Stage stage = Stage.start(KINDS)) {
            RepoId repo = stage.online("/ex/a");
            WorkflowId move = stage.move(repo, "/far/a");
            stage.append(id("odd"), "ODD", new OddKind.Started(EXREG, "throws"));
            await(() -> stage.registry.server.core().processes().counts().parked() == 1);
            stage.quiet();

            List<Explanation> all = explain(stage, ExplainRequest.getDefaultInstance());
            List<Explanation> one = explain(
                    stage,
                    ExplainRequest.newBuilder()
                            .setAggregate(WireIds.ref(move.aggregate()))
                            .build());
            List<Explanation> byPath =
                    explain(stage, ExplainRequest.newBuilder().setPath("/ex/a").build());

            assertThat(all).hasSize(2);
            assertThat(one).isEqualTo(byPath);
            assertThat(one).singleElement().satisfies(row -> {
                assertThat(row.getState()).isEqualTo(ActivityState.WAITING);
                assertThat(row.getPath()).isEqualTo("/ex/a");
                assertThat(row.getWaitingFor())
                        .contains("APP_ACCEPTED and RELEASED")
                        .contains("former owner");
                assertThat(row.getWhy()).startsWith("waits since");
            });
            assertThat(all)
                    .filteredOn(row -> row.getState() == ActivityState.PARKED)
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getWaitingFor()).contains("next is odd");
                        assertThat(row.getAdvice()).endsWith("vedette retry workflow " + id("odd"));
                    });
        }
    }

    @Test
    void whatNoKindOfWorkflowGoesOnWithIsParkedUntilAServerKnowsOne() {
        StorageBackend storage = TestRegistry.memory();
        ByHand hand = new ByHand(storage, "exreg").registryWithRoot();
        WorkflowId stray = id("stray");
        hand.append(stray.aggregate(), new Event.OfWorkflow("FOREIGN", "STARTED", Event.Bytes.EMPTY));
        RepoId repo = TestRegistry.repo("r1");
        hand.accepted(repo, "/ex/a").started(repo, "/ex/a").added(repo, "/ex/a");
        hand.append(hand.id(), new RegistryEvent.RepoMoveAccepted(repo, stray, new RepoPath("/ex/b")));

        try (Stage stage = Stage.on(storage, KINDS, settings -> settings)) {
            await(() -> stage.row(stray).getParked().contains("no definition of workflow kind FOREIGN"));
            assertThat(stage.row(stray).getOpen()).isTrue();
            assertThat(stage.row(stray).getPhase()).isEmpty();
        }
    }

    @Test
    void aWorkflowThatBeganByItsOwnEventIsParkedByAServerWithoutItsKind() {
        StorageBackend storage = TestRegistry.memory();
        WorkflowId odd = id("odd");
        try (Stage stage = outliving(storage, KINDS)) {
            stage.registry.withRoot();
            stage.append(odd, "ODD", new OddKind.Started(EXREG, "waits"));
        }

        try (Stage stage = outliving(storage, WorkflowKinds.builtIn())) {
            await(() -> stage.row(odd).getParked().contains("no definition of workflow kind ODD"));
            assertThat(stage.row(odd).getOpen()).isTrue();
            assertThat(stage.row(odd).getParked()).endsWith("vedette retry workflow " + odd);
            assertThat(explain(
                            stage,
                            ExplainRequest.newBuilder()
                                    .setAggregate(WireIds.ref(odd.aggregate()))
                                    .build()))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getState()).isEqualTo(ActivityState.PARKED);
                        assertThat(row.getAdvice()).endsWith("vedette retry workflow " + odd);
                    });
        }
        try (Stage stage = outliving(storage, KINDS)) {
            await(() -> stage.row(odd).getWaitsFor().equals("MENDED"));
            stage.append(odd, new OddKind.Mended());
            stage.awaitPhase(odd, "ENDED");
        }
    }

    @Test
    void whatWasBegunTwiceUnderOneIdGoesOnOnceAndTheOtherIsRejected() {
        StorageBackend storage = TestRegistry.memory();
        WorkflowId twice = id("twice");
        for (String registry : List.of("exreg", "other")) {
            ByHand hand = new ByHand(storage, registry).registryWithRoot();
            RepoId repo = TestRegistry.repo(registry);
            hand.accepted(repo, "/ex/a").started(repo, "/ex/a").added(repo, "/ex/a");
            hand.append(
                    repo.aggregate(),
                    new io.vedette.domain.RepoEvent.ShadowRepoCreated(
                            new io.vedette.domain.HostPath("/s"), io.vedette.domain.Omissions.NONE));
            hand.append(hand.id(), new RegistryEvent.RepoMoveAccepted(repo, twice, new RepoPath("/ex/b")));
        }

        try (Stage stage = Stage.on(storage, KINDS, settings -> settings)) {
            stage.awaitPhase(twice, "STARTED");
            await(() -> List.of("exreg", "other").stream()
                            .filter(registry -> stage.registry
                                    .names(RegistryId.ofName(registry).aggregate())
                                    .contains("REPO_MOVE_REJECTED"))
                            .count()
                    == 1);
            stage.quiet();
            assertThat(stage.rows(false)).hasSize(1);
        }
    }

    private static List<LeverReply> pull(Stage stage, WorkflowId id, Control.Lever lever) {
        List<LeverReply> replies = new ArrayList<>();
        LeverServiceGrpc.newBlockingStub(stage.registry.channel)
                .pull(LeverRequest.newBuilder()
                        .setLever(lever)
                        .setAggregate(WireIds.ref(id.aggregate()))
                        .build())
                .forEachRemaining(replies::add);
        return replies;
    }

    private static List<Explanation> explain(Stage stage, ExplainRequest request) {
        List<ExplainReply> replies = new ArrayList<>();
        stage.registry.explain.explain(request).forEachRemaining(replies::add);
        assertThat(replies).allMatch(reply -> reply.getObserver().equals("registry"));
        return replies.stream()
                .flatMap(reply -> reply.getExplanationsList().stream())
                .toList();
    }
}
