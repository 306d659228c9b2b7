package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static io.vedette.server.TestRegistry.byId;
import static io.vedette.server.TestRegistry.init;
import static io.vedette.server.TestRegistry.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.StorageBackend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What follows from accepted commands, whatever happens between two steps. */
class ProcessesTest {

    private static final AggregateId EXREG = RegistryId.ofName("exreg").aggregate();
    private static final RepoId R1 = repo("r1");
    private static final RepoId R2 = repo("r2");

    @Test
    void anAcceptedRepositoryIsStartedThenAddedAndLeavesNothingBehind() {
        try (TestRegistry registry = TestRegistry.start().withRoot()) {
            registry.added("/ex/a");

            assertThat(registry.names(EXREG))
                    .containsExactly("REGISTRY_ADDED", "ROOT_ADDED", "REPO_ACCEPTED", "REPO_ADDED");
            await(() -> registry.server.core().processes().counts().activities() == 1);
        }
    }

    @Test
    void aStartThatACrashKeptFromBeginningIsMadeAtTheNextStart() {
        StorageBackend storage = TestRegistry.memory();
        new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a");

        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(EXREG).contains("REPO_ADDED"));
            assertThat(registry.names(R1.aggregate())).containsExactly("REPO_INIT_STARTED");
        }
    }

    @Test
    void aStartThatACrashInterruptedIsFinishedAtTheNextStart() {
        StorageBackend storage = TestRegistry.memory();
        new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a").started(R1, "/ex/a");

        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(EXREG).contains("REPO_ADDED"));
            assertThat(registry.names(R1.aggregate())).containsExactly("REPO_INIT_STARTED");
        }
    }

    @Test
    void startingTheServerAgainAndAgainRepeatsNothing() {
        StorageBackend storage = TestRegistry.memory();
        new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a");
        for (int i = 0; i < 3; i++) {
            RegistryServer server =
                    RegistryServer.builder(storage).listen("127.0.0.1", 0).build();
            server.start();
            server.core().processes().whenIdle().block();
            await(() -> storage.end().position() == 5);
            server.close();
        }

        assertThat(storage.end().position()).isEqualTo(5);
    }

    @Test
    void aRepositoryWhoseIdAnotherRegistryUsesIsRejectedWithTheReasonAndOthersGoOn() {
        try (TestRegistry registry = TestRegistry.start().withRoot()) {
            RepoId taken = registry.added("/ex/a");
            registry.execute(new RegistryCommand.CreateRegistry("other"));
            registry.execute(new RegistryCommand.AddRoot(
                    "other", new Root(new RepoPath("/o"), new Host("h"), new HostPath("/o"))));
            AggregateId other = RegistryId.ofName("other").aggregate();

            registry.execute(new RegistryCommand.InitRepo("other", taken, new RepoPath("/o/a"), TestRegistry.ADA));
            registry.execute(new RegistryCommand.InitRepo("other", R2, new RepoPath("/o/b"), TestRegistry.ADA));

            await(() -> registry.names(other).contains("REPO_REJECTED"));
            await(() -> registry.names(other).contains("REPO_ADDED"));
            RegistryEvent.RepoRejected rejected = (RegistryEvent.RepoRejected) registry.history(other).stream()
                    .map(event -> event.event())
                    .filter(RegistryEvent.RepoRejected.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(rejected.repo()).isEqualTo(taken);
            assertThat(rejected.reason()).contains("in use").contains("/ex/a");
            assertThat(registry.names(taken.aggregate())).containsExactly("REPO_INIT_STARTED");
        }
    }

    /** The defect to prevent: one repository that could not start stopped the start of all others. */
    @Test
    @Tag("W43")
    void aRepositoryWithoutARootAnyMoreIsRejectedAndStopsNobody() {
        StorageBackend storage = TestRegistry.memory();
        new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a").rootRemoved();
        new ByHand(storage, "fine").registryWithRoot().accepted(R2, "/ex/b");

        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(EXREG).contains("REPO_REJECTED"));
            await(() -> registry.names(RegistryId.ofName("fine").aggregate()).contains("REPO_ADDED"));
            assertThat(registry.history(R1.aggregate())).isEmpty();
        }
    }

    @Test
    void aRepositoryStartsOnTheRootThatItWasPlacedOnThoughALongerOneWasAddedSince() {
        StorageBackend storage = TestRegistry.memory();
        ByHand hand = new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a/r");
        hand.append(
                hand.id(),
                new RegistryEvent.RootAdded(new Root(new RepoPath("/ex/a"), new Host("h2"), new HostPath("/other"))));

        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(EXREG).contains("REPO_ADDED"));
            assertThat(registry.history(R1.aggregate()).get(0).event())
                    .isEqualTo(new RepoEvent.RepoInitStarted(
                            RegistryId.ofName("exreg"),
                            new RepoPath("/ex/a/r"),
                            TestRegistry.ADA,
                            new Host("h1"),
                            new HostPath("/data/a/r")));
        }
    }

    @Test
    void aRepositoryWhosePlaceIsTooLongForItsRootIsRejectedAndStopsNobody() {
        StorageBackend storage = TestRegistry.memory();
        Root deep = new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/" + "d".repeat(4_000)));
        ByHand hand = new ByHand(storage, "exreg");
        hand.append(hand.id(), new RegistryEvent.RegistryAdded("exreg"))
                .append(hand.id(), new RegistryEvent.RootAdded(deep))
                .accepted(R1, "/ex/" + "r".repeat(200))
                .accepted(R2, "/ex/b");

        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(EXREG).contains("REPO_REJECTED"));
            await(() -> registry.names(EXREG).contains("REPO_ADDED"));
            assertThat(registry.history(R1.aggregate())).isEmpty();
        }
    }

    @Test
    void aRejectedRepositoryMayBeAskedForAgainUnderTheSameId() {
        StorageBackend storage = TestRegistry.memory();
        new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a").rootRemoved();
        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(EXREG).contains("REPO_REJECTED"));

            registry.execute(TestRegistry.addRoot("/ex", "h1", "/data"));
            registry.execute(init(R1, "/ex/a"));

            await(() -> registry.names(EXREG).contains("REPO_ADDED"));
        }
    }

    @Test
    void aRepositoryWithABrokenHistoryIsRejected() {
        StorageBackend storage = TestRegistry.memory();
        new ByHand(storage, "exreg")
                .registryWithRoot()
                .malformed(R1.aggregate())
                .accepted(R1, "/ex/a");

        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(EXREG).contains("REPO_REJECTED"));
        }
    }

    @Test
    void aRegistryWithABrokenHistoryStandsStillAloneAndItsUnknownEventsAreSkipped() {
        StorageBackend storage = TestRegistry.memory();
        new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a").malformed(EXREG);
        ByHand fine = new ByHand(storage, "fine").registryWithRoot();
        fine.unknown(fine.id()).accepted(R2, "/ex/b");

        try (TestRegistry registry = TestRegistry.on(storage)) {
            await(() -> registry.names(fine.id()).contains("REPO_ADDED"));
            assertThat(registry.names(EXREG)).doesNotContain("REPO_ADDED", "REPO_REJECTED");
            var error = org.assertj.core.api.Assertions.catchThrowableOfType(
                    io.grpc.StatusRuntimeException.class, () -> registry.execute(init(repo("r3"), "/ex/c")));
            assertThat(TestRegistry.info(error).getMetadataMap()).containsEntry("state", "MALFORMED");
        }
    }

    @Test
    void aReinitialisationClearsTheStoredError() {
        try (TestRegistry registry = TestRegistry.start().withRoot()) {
            RepoId repo = registry.added("/ex/a");
            registry.execute(new RepoCommand.SetRepoError(repo, "bad dir"));

            registry.execute(new RegistryCommand.ReinitRepo("exreg", repo, "dir was mended"));

            await(() -> registry.names(repo.aggregate()).contains("REPO_ERROR_CLEARED"));
            assertThat(registry.queries.getRepo(byId(repo)).getError()).isEmpty();
        }
    }

    @Test
    void aReinitialisationInterruptedByACrashIsDoneOnceAndNeverUndoesALaterError() {
        StorageBackend storage = TestRegistry.memory();
        ByHand hand = new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a");
        hand.started(R1, "/ex/a")
                .added(R1, "/ex/a")
                .append(R1.aggregate(), new RepoEvent.RepoErrorSet("first"))
                .append(hand.id(), new RegistryEvent.RepoReinitAccepted(R1, "mended"));
        RegistryServer server =
                RegistryServer.builder(storage).listen("127.0.0.1", 0).build();
        server.start();
        await(() -> storage.read(R1.aggregate(), 2, 1).blockFirst() != null);
        server.close();
        hand.append(R1.aggregate(), new RepoEvent.RepoErrorSet("later"));

        try (TestRegistry registry = TestRegistry.on(storage)) {
            registry.idle();
            assertThat(registry.names(R1.aggregate()))
                    .containsExactly("REPO_INIT_STARTED", "REPO_ERROR_SET", "REPO_ERROR_CLEARED", "REPO_ERROR_SET");
        }
    }

    @Test
    void aReinitialisationIsNotDoneAgainAfterAWeekInWhichNothingWasStored() {
        StorageBackend storage = TestRegistry.memory();
        ByHand hand = new ByHand(storage, "exreg").registryWithRoot().accepted(R1, "/ex/a");
        hand.started(R1, "/ex/a")
                .added(R1, "/ex/a")
                .append(R1.aggregate(), new RepoEvent.RepoErrorSet("first"))
                .append(hand.id(), new RegistryEvent.RepoReinitAccepted(R1, "mended"));
        RegistryServer server =
                RegistryServer.builder(storage).listen("127.0.0.1", 0).build();
        server.start();
        await(() -> storage.read(R1.aggregate(), 2, 1).blockFirst() != null);
        server.close();
        hand.append(R1.aggregate(), new RepoEvent.RepoErrorSet("later"));
        InstantSource nextWeek = InstantSource.offset(InstantSource.system(), Duration.ofDays(8));

        try (TestRegistry registry = TestRegistry.on(storage, settings -> settings.clock(nextWeek))) {
            registry.idle();
            assertThat(registry.names(R1.aggregate()))
                    .containsExactly("REPO_INIT_STARTED", "REPO_ERROR_SET", "REPO_ERROR_CLEARED", "REPO_ERROR_SET");
        }
    }

    @Test
    @Tag("W43")
    void oneThatTheStoreRefusesBacksOffAloneAndGoesOnWhenItCan() {
        var full = new WrappedStorage(TestRegistry.memory()) {
            volatile boolean broken = true;

            @Override
            public Mono<AppendReply> append(Append append) {
                return broken && append.aggregate().equals(R1.aggregate())
                        ? Mono.just(new AppendReply.Unavailable("no space"))
                        : super.append(append);
            }
        };
        try (TestRegistry registry = TestRegistry.on(full).withRoot()) {
            registry.execute(init(R1, "/ex/a"));
            registry.execute(init(R2, "/ex/b"));
            await(() -> !registry.history(R2.aggregate()).isEmpty());
            assertThat(registry.history(R1.aggregate())).isEmpty();

            full.broken = false;

            await(() ->
                    registry.names(EXREG).stream().filter("REPO_ADDED"::equals).count() == 2);
        }
    }

    @Test
    void manyRepositoriesAcceptedAtOnceAreAllStarted() {
        try (TestRegistry registry = TestRegistry.start().withRoot()) {
            List<RepoId> repos = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                RepoId repo = repo("many" + i);
                repos.add(repo);
                registry.execute(init(repo, "/ex/many/" + i));
            }

            await(() ->
                    registry.names(EXREG).stream().filter("REPO_ADDED"::equals).count() == 500);
            repos.forEach(repo -> assertThat(registry.names(repo.aggregate())).containsExactly("REPO_INIT_STARTED"));
            await(() -> registry.server.core().processes().counts().activities() == 1);
            assertThat(registry.server.core().mailboxes().size()).isZero();
        }
    }
}
