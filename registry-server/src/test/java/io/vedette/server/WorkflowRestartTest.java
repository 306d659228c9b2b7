package io.vedette.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.Commit;
import io.vedette.server.storage.StorageBackend;
import io.vedette.workflows.WorkflowKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Flux;

/** The registry is killed at each append of each kind of workflow and started again: all ends as if nothing had happened. */
class WorkflowRestartTest {

    private static final WorkflowKinds KINDS = WorkflowKinds.builtIn();
    private static final RepoId REPO = TestRegistry.repo("r1");
    private static final WorkflowId ID = Stage.id("the one");

    /**
     * How a workflow goes.
     *
     * @param before what is stored before it
     * @param begin how it begins
     * @param abortAt the version at which it is aborted; 0 if it is not
     * @param giveUp whether it is given up after its end
     */
    private record Tale(String name, List<RepoEvent> before, Command begin, long abortAt, boolean giveUp) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final RegistryCommand MOVE = Stage.moveRepo(REPO, ID, "/far/a");
    private static final RegistryCommand FREEZE = Stage.tier(REPO, ID, StorageTier.FROZEN);

    private static List<Tale> tales() {
        return List.of(
                new Tale("a move", List.of(), MOVE, 0, false),
                new Tale("a move that is aborted at once", List.of(), MOVE, 1, false),
                new Tale("a move that is aborted while files move", List.of(), MOVE, 3, false),
                new Tale("a move that is rejected", List.of(new RepoEvent.RepoErrorSet("bad disk")), MOVE, 0, false),
                new Tale("a move of a shadow", List.of(), Stage.moveShadow(REPO, ID, "/shadow/b"), 0, false),
                new Tale("a freeze", List.of(), FREEZE, 0, false),
                new Tale("a freeze that fails and is given up", List.of(), FREEZE, 2, true),
                new Tale(
                        "an unfreeze",
                        List.of(
                                new RepoEvent.TierChangeStarted(Stage.id("x"), StorageTier.FROZEN, TestRegistry.ADA),
                                new RepoEvent.TierChangeCompleted(
                                        Stage.id("x"), StorageTier.FROZEN, TierChangeCode.OK, "")),
                        Stage.tier(REPO, ID, StorageTier.ONLINE),
                        0,
                        false));
    }

    @TestFactory
    @Tag("W41")
    @Tag("slow")
    Stream<DynamicTest> killedBeforeOrAfterAnyAppend() {
        return tales().stream()
                .map(tale -> DynamicTest.dynamicTest(tale.name(), () -> {
                    List<Event> undisturbed = told(tale, Integer.MAX_VALUE, false);
                    assertThat(undisturbed).hasSizeGreaterThan(5);
                    for (boolean stores : new boolean[] {false, true}) {
                        for (int appends = 1; ; appends++) {
                            List<Event> disturbed = told(tale, appends, stores);
                            assertThat(disturbed)
                                    .as("killed %s append %d", stores ? "after" : "before", appends)
                                    .isEqualTo(undisturbed);
                            if (!crashed) {
                                assertThat(appends).isGreaterThan(2);
                                break;
                            }
                        }
                    }
                }));
    }

    private boolean crashed;

    /** The defect to prevent: a step was no success when it was repeated, so that one lost reply stopped all for good. */
    @TestFactory
    @Tag("W44")
    @Tag("slow")
    Stream<DynamicTest> withAStoreThatFailsOnceAtAnyAppendTheRegistryGoesOnByItself() {
        return tales().stream()
                .filter(tale -> List.of("a move", "a move of a shadow").contains(tale.name()) || tale.giveUp())
                .map(tale -> DynamicTest.dynamicTest(tale.name(), () -> {
                    List<Event> undisturbed = told(tale, Integer.MAX_VALUE, false);
                    for (boolean stores : new boolean[] {false, true}) {
                        crashed = true;
                        for (int appends = 1; crashed; appends++) {
                            StorageBackend storage = TestRegistry.memory();
                            prepare(storage, tale.before());
                            CrashingStorage failing = new CrashingStorage(storage, appends, stores, false);
                            try (TestRegistry registry = TestRegistry.on(failing)) {
                                new Teller(tale, new Players(storage, KINDS)).go(registry, () -> false);
                            }
                            crashed = failing.hasCrashed();
                            assertThat(all(storage))
                                    .as("failed once %s append %d", stores ? "after" : "before", appends)
                                    .isEqualTo(undisturbed);
                        }
                    }
                }));
    }

    @Test
    void aStoreThatLosesItsNewsOnTheWayHoldsUpNothing() {
        Tale tale = tales().get(0);
        List<Event> undisturbed = told(tale, Integer.MAX_VALUE, false);
        StorageBackend storage = TestRegistry.memory();
        prepare(storage, tale.before());
        AtomicInteger commits = new AtomicInteger();
        var deaf = new WrappedStorage(storage) {
            @Override
            public Flux<Commit> commits() {
                return super.commits().filter(commit -> commits.incrementAndGet() % 3 == 0);
            }
        };

        try (TestRegistry registry = TestRegistry.on(deaf)) {
            new Teller(tale, new Players(storage, KINDS)).go(registry, () -> false);
            assertThat(all(storage)).isEqualTo(undisturbed);
        }
    }

    /** All that is stored in the end, history by history. */
    private List<Event> told(Tale tale, int appends, boolean stores) {
        StorageBackend storage = TestRegistry.memory();
        prepare(storage, tale.before());
        CrashingStorage crashing = new CrashingStorage(storage, appends, stores);
        Teller teller = new Teller(tale, new Players(storage, KINDS));
        try (TestRegistry registry = TestRegistry.on(crashing)) {
            teller.go(registry, crashing::hasCrashed);
        }
        crashed = crashing.hasCrashed();
        if (crashed) {
            try (TestRegistry registry = TestRegistry.on(new CrashingStorage(storage, Integer.MAX_VALUE, false))) {
                teller.go(registry, () -> false);
            }
        }
        return all(storage);
    }

    private static List<Event> all(StorageBackend storage) {
        List<Event> events = new ArrayList<>();
        for (AggregateId id : List.of(Stage.EXREG, REPO.aggregate(), ID.aggregate())) {
            storage.read(id, 0, Integer.MAX_VALUE)
                    .map(Recorded::event)
                    .toStream()
                    .forEach(events::add);
        }
        return events;
    }

    private static void prepare(StorageBackend storage, List<RepoEvent> more) {
        ByHand hand = new ByHand(storage, "exreg").registryWithRoot();
        hand.append(
                hand.id(),
                new RegistryEvent.RootAdded(new Root(new RepoPath("/far"), new Host("h2"), new HostPath("/far"))));
        hand.accepted(REPO, "/ex/a").started(REPO, "/ex/a").added(REPO, "/ex/a");
        hand.append(REPO.aggregate(), new RepoEvent.ShadowRepoCreated(new HostPath("/shadow/a"), Omissions.NONE));
        for (RepoEvent event : more) {
            hand.append(REPO.aggregate(), event);
            if (event instanceof RepoEvent.TierChangeStarted started) {
                hand.append(
                        hand.id(),
                        new RegistryEvent.TierChangeStarted(
                                REPO, started.workflow(), started.tier(), started.author()));
            } else if (event instanceof RepoEvent.TierChangeCompleted completed) {
                hand.append(
                        hand.id(),
                        new RegistryEvent.TierChangeCompleted(
                                REPO, completed.workflow(), completed.tier(), completed.code(), completed.message()));
            }
        }
    }

    /** Plays all parts but the registry's; a command that got no answer is sent again as it is. */
    private static final class Teller {
        private final Tale tale;
        private final Players players;
        private boolean begun;
        private boolean aborted;
        private boolean givenUp;
        private @Nullable Command sent;
        private UUID command = UUID.randomUUID();

        Teller(Tale tale, Players players) {
            this.tale = tale;
            this.players = players;
        }

        void go(TestRegistry registry, java.util.function.BooleanSupplier over) {
            try {
                org.awaitility.Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> over.getAsBoolean() || tell(registry));
            } catch (ConditionTimeoutException late) {
                throw new AssertionError(tale + " stands still: " + standing(registry), late);
            }
        }

        private String standing(TestRegistry registry) {
            return "sent " + sent + ", begun " + begun + ", aborted " + aborted + ", given up " + givenUp + ", stored "
                    + Stream.of(Stage.EXREG, REPO.aggregate(), ID.aggregate())
                            .map(registry::names)
                            .toList()
                    + ", activities "
                    + registry.server
                            .core()
                            .processes()
                            .engine()
                            .explain()
                            .collectList()
                            .block();
        }

        /** One step; whether all is told. */
        private boolean tell(TestRegistry registry) {
            if (!begun) {
                begun = sent(registry, tale.begin());
                return false;
            }
            var view = players.view(ID);
            if (tale.abortAt() > 0 && !aborted) {
                aborted = view.version() >= tale.abortAt() && sent(registry, new WorkflowCommand.Abort(ID, "no"));
            }
            boolean waits = tale.abortAt() > 0 && !aborted && view.version() >= tale.abortAt();
            Optional<WorkflowCommand> next = waits ? Optional.empty() : players.next(view);
            if (next.isPresent()) {
                sent(registry, next.get());
                return false;
            }
            if (!isOver(registry)) {
                return false;
            }
            if (tale.giveUp() && !givenUp && !isRestored(registry)) {
                givenUp = sent(registry, new RegistryCommand.GiveUpTierChange("exreg", REPO, ID));
                return false;
            }
            return !tale.giveUp() || isRestored(registry);
        }

        private boolean isOver(TestRegistry registry) {
            boolean ended = !players.view(ID).isOpen();
            List<String> names = registry.names(Stage.EXREG);
            String last = names.get(names.size() - 1);
            return ended && !last.endsWith("_STARTED") && !last.endsWith("_ACCEPTED");
        }

        private static boolean isRestored(TestRegistry registry) {
            return registry.history(REPO.aggregate()).stream()
                    .anyMatch(event -> event.event() instanceof RepoEvent.TierChangeCompleted completed
                            && completed.code() == TierChangeCode.GIVEN_UP);
        }

        private boolean sent(TestRegistry registry, Command what) {
            if (!what.equals(sent)) {
                sent = what;
                command = UUID.randomUUID();
            }
            try {
                registry.execute(command, OptionalLong.empty(), what);
                sent = null;
                return true;
            } catch (StatusRuntimeException unanswered) {
                return false;
            }
        }
    }
}
