package io.vedette.server;

import static io.vedette.server.Stage.EXREG;
import static io.vedette.server.Stage.id;
import static io.vedette.server.TestRegistry.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.vedette.domain.Command;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.Commit;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.MoveShadowEvent;
import io.vedette.workflows.kind.PingRegistryEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Moves of shadows and pings, on a real registry, with observers played by hand. */
class OtherWorkflowsTest {

    @Test
    void aShadowMovesWhenThePersonSaysSo() {
        try (Stage stage = Stage.start()) {
            RepoId repo = stage.online("/ex/a");

            WorkflowId move = stage.shadowMove(repo, "/shadow/elsewhere");
            stage.append(move, new MoveShadowEvent.Disabled(stage.fence(repo)));
            assertThat(stage.row(move).getTask()).contains("/shadow/elsewhere");
            assertThat(stage.row(move).getWaitsForWhom()).isEqualTo("a person");
            stage.confirm(move);
            stage.awaitPhase(move, "COMMITTED");

            assertThat(stage.location(repo).shadow()).isEqualTo(new HostPath("/shadow/elsewhere"));
            assertThat(stage.registry.names(EXREG)).endsWith("SHADOW_MOVE_STARTED", "SHADOW_MOVED");
            assertThat(stage.row(move).getTask()).isEmpty();
            assertThat(stage.refused(() -> stage.confirm(move))).hasMessageContaining("asks nothing of people");
        }
    }

    @Test
    void aMoveOfAShadowIsAbortedInEachPhaseBeforeItMoved() {
        try (Stage stage = Stage.start()) {
            RepoId repo = stage.online("/ex/a");
            WorkflowId early = stage.shadowMove(repo, "/shadow/b");
            stage.abort(early);
            stage.awaitPhase(early, "ABORTED");

            WorkflowId late = stage.shadowMove(repo, "/shadow/c");
            stage.append(late, new MoveShadowEvent.Disabled(stage.fence(repo)));
            stage.abort(late);
            stage.awaitPhase(late, "ABORTED");

            assertThat(stage.location(repo).shadow()).isEqualTo(new HostPath("/shadow/ex/a"));
            assertThat(stage.registry.names(EXREG)).endsWith("SHADOW_MOVE_STARTED", "SHADOW_MOVE_ABORTED");
            assertThat(stage.view(repo).relocation()).isNull();
        }
    }

    /** The defect to prevent: the start of a shadow move and the commit of a move were no success when they were repeated. */
    @Test
    @Tag("W44")
    void stepsThatAreRepeatedAfterALostReplyAreSuccesses() {
        try (Stage stage = Stage.start()) {
            RepoId repo = stage.online("/ex/a");
            WorkflowId shadow = stage.shadowMove(repo, "/shadow/b");
            var office = Offices.handler(stage.registry.storage);

            assertNothingToDo(office, new RepoCommand.StartShadowMove(repo, shadow, new HostPath("/shadow/b")));
            stage.append(shadow, new MoveShadowEvent.Disabled(stage.fence(repo)));
            stage.confirm(shadow);
            stage.awaitPhase(shadow, "COMMITTED");
            office = Offices.handler(stage.registry.storage);
            assertNothingToDo(office, new RepoCommand.StartShadowMove(repo, shadow, new HostPath("/shadow/b")));
            assertNothingToDo(office, new RepoCommand.FinishShadowMove(repo, shadow));
            assertNothingToDo(office, new RegistryCommand.Conclude("exreg", repo, shadow));
            WorkflowId move = moved(stage, repo);
            office = Offices.handler(stage.registry.storage);
            assertNothingToDo(office, new RepoCommand.FinishMove(repo, move, new HostPath("/shadow/c")));
            assertNothingToDo(office, new RegistryCommand.Conclude("exreg", repo, move));
        }
    }

    private static void assertNothingToDo(Offices office, Command command) {
        assertThat(office.execute(command).events()).as("%s", command).isEmpty();
    }

    private static WorkflowId moved(Stage stage, RepoId repo) {
        WorkflowId move = stage.move(repo, "/far/a");
        stage.confirm(move);
        stage.append(move, new MoveRepoEvent.Released(stage.fence(repo)));
        stage.append(move, new MoveRepoEvent.Moved(new HostPath("/shadow/c"), stage.fence(repo)));
        stage.awaitPhase(move, "COMMITTED");
        return move;
    }

    /**
     * The defect to prevent: hearing that a repository had moved led back to an older state of it, so that what had been done
     * was told to it again. Whatever is told reaches the store, also what changes nothing and what is refused.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("W45")
    void hearingOfAMoveNeverLeadsBackToAnOlderStateOfTheRepository(boolean heardAgain) {
        RepoId repo = TestRegistry.repo("/ex/a");
        AtomicLong told = new AtomicLong();
        var storage = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public Mono<AppendReply> append(Append append) {
                if (append.aggregate().equals(repo.aggregate())) {
                    told.incrementAndGet();
                }
                return super.append(append);
            }

            @Override
            public Flux<Commit> commits() {
                Deque<Commit> last = new ArrayDeque<>();
                return !heardAgain
                        ? super.commits()
                        : super.commits().concatMapIterable(commit -> {
                            last.add(commit);
                            return last.size() > 3 ? List.of(commit, last.remove()) : List.of(commit);
                        });
            }
        };
        try (Stage stage = Stage.on(storage, WorkflowKinds.builtIn(), settings -> settings)) {
            stage.registry.withRoot().execute(TestRegistry.addRoot("/far", "h2", "/far"));
            assertThat(stage.online("/ex/a")).isEqualTo(repo);
            WorkflowId move = moved(stage, repo);
            stage.quiet();
            assertThat(told).as("start, shadow, start and end of the move").hasValue(4);

            stage.online("/ex/other");
            WorkflowId ping = stage.ping(3600);
            stage.abort(ping);
            stage.awaitPhase(ping, "ABORTED");
            stage.quiet();

            assertThat(told).hasValue(4);
            assertThat(stage.registry.names(repo.aggregate()))
                    .containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED", "REPO_MOVE_STARTED", "REPO_MOVED");
            assertThat(stage.location(repo).path()).isEqualTo(new RepoPath("/far/a"));
            assertThat(stage.names(move)).hasSize(5);
        }
    }

    @Test
    void aPingGathersAnswersUntilItsTimeIsOver() {
        AtomicLong passed = new AtomicLong();
        InstantSource clock = () -> Instant.parse("2026-01-01T00:00:00Z").plusSeconds(passed.get());
        try (Stage stage = Stage.start(WorkflowKinds.builtIn(), settings -> settings.clock(clock))) {
            WorkflowId ping = stage.ping(600);
            await(() -> stage.row(ping).getVersion() == 2);
            stage.append(ping, new PingRegistryEvent.Pinged("one"));
            await(() -> stage.registry.server.core().processes().counts().backingOff() == 1);
            assertThat(stage.row(ping).getWaitsFor()).isEqualTo("more answers");
            assertThat(stage.refused(() -> stage.append(ping, new PingRegistryEvent.Pinged("one"))))
                    .isNotNull();

            passed.set(599);
            stage.append(ping, new PingRegistryEvent.Pinged("two"));
            stage.quiet();
            assertThat(stage.row(ping).getPhase()).isEqualTo("STARTED");
            stage.append(ping, new PingRegistryEvent.Pinged("three"));
            passed.set(600);
            stage.awaitPhase(ping, "COMMITTED");

            assertThat(stage.names(ping))
                    .containsExactly(
                            "PING_REGISTRY_STARTED",
                            "PING_REGISTRY_PINGED",
                            "PING_REGISTRY_PINGED",
                            "PING_REGISTRY_PINGED",
                            "PING_REGISTRY_PINGED",
                            "PING_REGISTRY_PINGS_GATHERED",
                            "PING_REGISTRY_COMMITTED");
        }
    }

    @Test
    void theTimeOfAPingEndsByItself() {
        try (Stage stage = Stage.start()) {
            WorkflowId ping = stage.ping(1);

            stage.awaitPhase(ping, "COMMITTED");

            assertThat(stage.names(ping)).hasSize(4);
        }
    }

    @Test
    void anAbortEndsAPingAtOnce() {
        try (Stage stage = Stage.start()) {
            WorkflowId ping = stage.ping(3600);
            await(() -> stage.registry.server.core().processes().counts().backingOff() == 1);

            stage.abort(ping);

            stage.awaitPhase(ping, "ABORTED");
            await(() -> stage.registry.server.core().processes().counts().activities() == 1);
        }
    }

    @Test
    void whatAWorkflowIsAboutMustExist() {
        try (Stage stage = Stage.start()) {
            var nowhere = stage.refused(() -> stage.append(
                    id("ping"), "PING_REGISTRY", new PingRegistryEvent.Started(RegistryId.ofName("nowhere"), 5)));
            var unknown =
                    stage.refused(() -> stage.append(id("none"), "PING_REGISTRY", new PingRegistryEvent.Pinged("x")));

            assertThat(nowhere.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(stage.names(id("ping"))).isEmpty();
        }
    }

    /** The defect to prevent: the first attempt burned the id, even one that had stored nothing. */
    @Test
    @Tag("W42")
    void anAttemptThatStoredNothingDoesNotUseUpTheId() {
        var full = new WrappedStorage(TestRegistry.memory()) {
            volatile boolean broken;

            @Override
            public Mono<AppendReply> append(Append append) {
                return broken ? Mono.just(new AppendReply.Unavailable("no space")) : super.append(append);
            }
        };
        try (Stage stage = Stage.on(full, WorkflowKinds.builtIn(), settings -> settings)) {
            stage.registry.withRoot().execute(TestRegistry.addRoot("/far", "h2", "/far"));
            RepoId repo = stage.online("/ex/a");
            full.broken = true;
            assertThat(stage.refused(() -> stage.begin(Stage.moveRepo(repo, id("mine"), "/far/a"))))
                    .isNotNull();
            full.broken = false;
            assertThat(stage.refused(() -> stage.begin(Stage.moveRepo(repo, id("mine"), "/nowhere"))))
                    .isNotNull();

            stage.begin(Stage.moveRepo(repo, id("mine"), "/far/a"));

            stage.awaitPhase(id("mine"), "STARTED");
        }
    }
}
