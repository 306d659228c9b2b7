package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowCommand;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.standin.Misbehaviour;
import io.vedette.observer.standin.Plugin;
import io.vedette.observer.standin.Plugin.Call;
import io.vedette.observer.standin.World;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.TierChangeEvent;
import io.vedette.workflows.kind.UnfreezeRepo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** Whatever an implementor's code does for one repository, the others go on, and the reason is known. */
@Tag("slow")
class MisbehaviourTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final RepoId bad = repo(1);
    private final RepoId before = repo(2);
    private final RepoId after = repo(3);
    private final World world = new World();
    private final List<Throwable> dropped = new ArrayList<>();

    private static void bringAbout(Call call, World world, RepoId repo) {
        if (call == Call.MOVE || call == Call.DISCARD) {
            comesHere(call, world, repo);
            return;
        }
        world.tell(repo, initStarted(World.pathOf(repo)));
        if (call == Call.ATTACH) {
            world.tell(repo, remoteAccepted());
        } else if (call == Call.DISABLE) {
            world.tell(repo, moveStarted(repo, 1, World.pathOf(repo), "/ex/b/r1"));
        } else if (call == Call.FREEZE) {
            world.tell(repo, tierStarted(1, StorageTier.FROZEN));
            world.tell(workflow(1), freeze(changeOf(repo, 3)), freeze(new TierChangeEvent.FilesStarted()));
        } else if (call == Call.UNFREEZE) {
            world.tell(repo, tierStarted(1, StorageTier.FROZEN));
            world.tell(repo, tierCompleted(1, StorageTier.FROZEN, TierChangeCode.OK));
            world.tell(repo, tierStarted(2, StorageTier.ONLINE));
            world.tell(workflow(2), unfreeze(changeOf(repo, 5)), unfreeze(new TierChangeEvent.FilesStarted()));
        }
    }

    private static void comesHere(Call call, World world, RepoId repo) {
        world.tell(repo, initStarted("/ex/b/r1"), shadow(repo), moveStarted(repo, 1, "/ex/b/r1", "/ex/a/y"));
        world.tell(workflow(1), moveWorkflow(repo, "/ex/b/r1", "/ex/a/y"), of(new MoveRepoEvent.AppAccepted()));
        world.tell(workflow(1), of(new MoveRepoEvent.Released(3)));
        if (call == Call.DISCARD) {
            world.tell(workflow(1), of(new MoveRepoEvent.AbortAccepted("changed my mind")));
            world.tell(repo, moveAborted(1));
        }
    }

    private static TierChangeEvent changeOf(RepoId repo, long fence) {
        return new TierChangeEvent.Started(REGISTRY_ID, repo, fence, new RepoPath(World.pathOf(repo)), HOST, ADA);
    }

    private static Event unfreeze(TierChangeEvent event) {
        return new UnfreezeRepo().events().write("UNFREEZE_REPO", event);
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Call.values())
                .flatMap(call -> Stream.of(Misbehaviour.values())
                        // A place does not say whose it is.
                        .filter(conduct -> call != Call.MOVE || conduct != Misbehaviour.ANSWERS_FOR_ANOTHER_REPOSITORY)
                        .map(conduct -> Arguments.of(call, conduct)));
    }

    @BeforeEach
    void collectWhatReactorDrops() {
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void leaveReactorAsItWas() {
        Hooks.resetOnErrorDropped();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("matrix")
    void harmsItsOwnRepositoryOnly(Call call, Misbehaviour conduct) {
        world.registry.decide();
        Misbehaviour.Fate fate = conduct.fate(call.hasResult());
        // Once is enough to hang or to be parked; what counts as a failure is done as often as it is tried.
        Plugin plugin = new Plugin(world.files, call, bad, fate == Misbehaviour.Fate.STORED ? 5 : 1, conduct::instead);
        world.given(bad, before, after)
                .start(builder -> builder.initializer(plugin).processor(plugin));

        world.tell(before, initStarted(World.pathOf(before)));
        bringAbout(call, world, bad);
        world.tell(after, initStarted(World.pathOf(after)));
        world.advance(HOUR);

        assertThat(world.files.servedPath(before)).isEqualTo(World.pathOf(before));
        assertThat(world.files.servedPath(after)).isEqualTo(World.pathOf(after));
        switch (fate) {
            case DONE -> assertDone(plugin);
            case STORED -> {
                if (call.isToldToItsWorkflow()) {
                    assertTold(plugin, conduct);
                } else {
                    assertStored(plugin, conduct);
                }
            }
            case PARKED -> assertParked(plugin, conduct);
            case HANGING -> assertHanging(call);
        }
        assertThat(world.files.overlaps()).isEmpty();
        assertCloses();
        assertThat(dropped).isEmpty();
    }

    private void assertDone(Plugin plugin) {
        assertThat(plugin.tries()).isEqualTo(1);
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
        assertThat(world.explain(bad).pending()).isEmpty();
    }

    private void assertStored(Plugin plugin, Misbehaviour conduct) {
        assertThat(plugin.tries()).isEqualTo(5);
        assertThat(world.commands(RepoCommand.SetRepoError.class))
                .singleElement()
                .satisfies(stored -> assertThat(stored.repo()).isEqualTo(bad));
        Explanation<AggregateId> row = world.explain(bad);
        assertThat(row.lastError()).contains(conduct.said()).hasSizeLessThan(600);
        assertThat(world.storedError(bad)).hasSizeLessThanOrEqualTo(120);

        world.registry
                .execute(new RepoCommand.ClearRepoError(bad, world.storedError(bad)))
                .subscribe();
        world.settle();
        assertThat(world.explain(bad).pending())
                .as("left when the code was mended")
                .isEmpty();
        assertThat(plugin.tries()).isEqualTo(6);
    }

    private void assertTold(Plugin plugin, Misbehaviour conduct) {
        assertThat(plugin.tries()).isEqualTo(5);
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
        assertThat(world.commands(WorkflowCommand.Append.class))
                .singleElement()
                .extracting(told -> WorkflowView.fields(WorkflowKinds.builtIn(), told.event()))
                .satisfies(fields -> {
                    assertThat(fields).containsEntry("code", "FAILED");
                    assertThat(fields.get("message")).contains(conduct.said()).hasSizeLessThanOrEqualTo(120);
                });
        assertThat(world.explain(bad).pending()).isEmpty();
    }

    private void assertParked(Plugin plugin, Misbehaviour conduct) {
        assertThat(plugin.tries()).isEqualTo(1);
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
        Explanation<AggregateId> row = world.explain(bad);
        assertThat(row.state())
                .isInstanceOfSatisfying(
                        ActivityState.Parked.class,
                        parked -> assertThat(parked.reason()).contains(conduct.said(), "retry the repository"));
        assertThat(row.lastError()).contains(conduct.said());

        world.observer().retry(bad.aggregate()).subscribe();
        world.settle();
        assertThat(world.explain(bad).pending())
                .as("left when the code was mended")
                .isEmpty();
    }

    private void assertHanging(Call call) {
        Explanation<AggregateId> row = world.explain(bad);
        assertThat(row.state()).isInstanceOf(ActivityState.Running.class);
        assertThat(row.effect()).isEqualTo(call.effect());
        assertThat(row.effectSince()).isNotNull();
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
    }

    private void assertCloses() {
        AtomicBoolean closed = new AtomicBoolean();
        world.observer().close(Duration.ofSeconds(4)).subscribe(nothing -> {}, error -> {}, () -> closed.set(true));
        world.advance(Duration.ofSeconds(4));
        assertThat(closed).isTrue();
        assertThat(world.ended()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void mayCloseTheObserverFromWithin(Call call) {
        AtomicBoolean closed = new AtomicBoolean();
        world.registry.decide();
        Plugin plugin = new Plugin(
                world.files,
                call,
                bad,
                1,
                value -> world.observer()
                        .close(Duration.ofSeconds(4))
                        .doOnTerminate(() -> closed.set(true))
                        .then(Mono.never()));
        world.given(bad).start(builder -> builder.initializer(plugin).processor(plugin));

        bringAbout(call, world, bad);
        world.advance(Duration.ofSeconds(5));

        assertThat(closed).isTrue();
        assertThat(world.ended()).isTrue();
        assertThat(dropped).isEmpty();
    }

    @Test
    void aRepositoryThatCouldNotBeClosedWhenItMovedAwayIsClosedWhenTheErrorIsCleared() {
        world.registry.decide();
        world.given(bad).start();
        world.tell(bad, initStarted(World.pathOf(bad)));
        world.files.fail("processor.disableRepo", bad, 2, () -> new StrongError("in use"));

        world.tell(bad, moveStarted(bad, 1, World.pathOf(bad), "/ex/b/r1"), moved(bad, 1, "/ex/b/r1"));
        assertThat(world.files.servedPath(bad)).isEqualTo(World.pathOf(bad));
        assertThat(world.follows(bad)).isTrue();
        world.registry
                .execute(new RepoCommand.ClearRepoError(bad, world.storedError(bad)))
                .subscribe();
        world.settle();

        assertThat(world.files.servedPath(bad)).isNull();
        assertThat(world.follows(bad)).isFalse();
    }
}
