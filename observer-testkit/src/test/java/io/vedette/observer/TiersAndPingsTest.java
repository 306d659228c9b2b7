package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.ActivityState;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.PingRegistryEvent;
import io.vedette.workflows.kind.TierChangeEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of tier and pings as an observer plays its part in them, and what it costs to wait. */
@ExtendWith(OnReactorThread.class)
class TiersAndPingsTest {

    private static final String GET = "initializer.getRepo";
    private static final String ENABLE = "processor.enableRepo";
    private static final String FREEZE = "processor.freezeRepo";
    private static final String COMPLETE = "command.completeFiles";

    private final RepoId r1 = repo(1);
    private final WorkflowId w1 = workflow(1);
    private final World world = new World();

    private void ours() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
    }

    private void isFrozen() {
        world.tell(r1, tierStarted(1, StorageTier.FROZEN));
        world.tell(
                w1,
                freeze(new TierChangeEvent.Started(REGISTRY_ID, r1, 3, new RepoPath("/ex/a/r1"), HOST, ADA)),
                freeze(new TierChangeEvent.FilesStarted()));
    }

    @Test
    void aFreezeIsDoneOnceAndReported() {
        ours();
        world.start();
        world.calls(r1);

        isFrozen();
        assertThat(world.calls(r1)).containsExactly(FREEZE, COMPLETE);
        world.tell(w1, freeze(new TierChangeEvent.FilesCompleted(TierChangeCode.OK, "", 3)));
        world.tell(r1, tierCompleted(1, StorageTier.FROZEN, TierChangeCode.OK));
        world.tell(w1, freeze(new TierChangeEvent.Committed()));

        assertThat(world.calls(r1)).isEmpty();
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }

    @Test
    @Tag("W33")
    void repositoriesThatCannotBeOpenedAreFrozenAllTheSame() {
        List<RepoId> repos = IntStream.rangeClosed(1, 40).mapToObj(Tale::repo).toList();
        world.given(repos.toArray(RepoId[]::new));
        for (RepoId repo : repos) {
            world.tell(repo, initStarted(World.pathOf(repo)), shadow(repo));
            world.files.fail(GET, repo, 100, () -> new UnavailableError("disk is not mounted"));
        }
        world.start();

        for (int i = 1; i <= repos.size(); i++) {
            RepoId repo = repos.get(i - 1);
            world.tell(repo, tierStarted(i, StorageTier.FROZEN));
            world.tell(
                    workflow(i),
                    freeze(new TierChangeEvent.Started(
                            REGISTRY_ID, repo, 3, new RepoPath(World.pathOf(repo)), HOST, ADA)),
                    freeze(new TierChangeEvent.FilesStarted()));
        }

        assertThat(repos)
                .allSatisfy(repo -> assertThat(world.calls(repo))
                        .filteredOn(call -> !call.equals(GET))
                        .containsExactly(FREEZE, COMPLETE));
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
        assertThat(world.files.served()).isEmpty();
    }

    @Test
    void aFreezeThatFailsEndsItsWorkflowInsteadOfStoringAnError() {
        ours();
        world.start();
        world.files.fail(FREEZE, r1, 1, () -> new StrongError("/data/r1/x belongs to somebody else"));
        world.calls(r1);

        isFrozen();

        assertThat(world.calls(r1)).containsExactly(FREEZE, COMPLETE);
        assertThat(world.commands(WorkflowCommand.Append.class))
                .singleElement()
                .isEqualTo(new WorkflowCommand.Append(w1, (Event.OfWorkflow) freeze(new TierChangeEvent.FilesCompleted(
                        TierChangeCode.FAILED, "/data/r1/x belongs to somebody else", 3))));
    }

    @Test
    void aFreezeThatFailsWeaklyIsTriedFiveTimes() {
        ours();
        world.start();
        world.files.fail(FREEZE, r1, 9, () -> new WeakError("busy"));
        world.calls(r1);

        isFrozen();
        world.advance(Duration.ofMinutes(10));

        assertThat(world.calls(r1)).containsExactly(FREEZE, FREEZE, FREEZE, FREEZE, FREEZE, COMPLETE);
    }

    @Test
    void aFreezeThatIsGivenUpOpensTheRepositoryAnewInItsFormerTier() {
        ours();
        world.start();
        isFrozen();
        world.tell(w1, freeze(new TierChangeEvent.FilesCompleted(TierChangeCode.FAILED, "no", 3)));
        world.tell(r1, tierCompleted(1, StorageTier.FROZEN, TierChangeCode.FAILED));
        world.calls(r1);

        world.tell(r1, tierCompleted(1, StorageTier.ONLINE, TierChangeCode.GIVEN_UP));

        assertThat(world.calls(r1)).containsExactly(GET, ENABLE);
        assertThat(world.files.served())
                .hasEntrySatisfying(r1, info -> assertThat(info.tier()).isEqualTo(StorageTier.ONLINE));
    }

    @Test
    void aPingIsAnsweredOnce() {
        world.given().start();

        world.tell(w1, ping(new PingRegistryEvent.Started(REGISTRY_ID, 5)));
        world.tell(w1, ping(new PingRegistryEvent.Pinged("observer")), ping(new PingRegistryEvent.Pinged("registry")));
        world.tell(w1, ping(new PingRegistryEvent.PingsGathered("2")), ping(new PingRegistryEvent.Committed()));
        world.advance(Duration.ofHours(1));

        assertThat(world.commands(WorkflowCommand.Append.class))
                .containsExactly(new WorkflowCommand.Append(
                        w1, (Event.OfWorkflow) ping(new PingRegistryEvent.Pinged("observer"))));
    }

    @Test
    void aPingThatIsFoundOpenAtTheStartIsAnswered() {
        world.given();
        world.tell(w1, ping(new PingRegistryEvent.Started(REGISTRY_ID, 5)));

        world.start();

        assertThat(world.commands(WorkflowCommand.Append.class)).hasSize(1);
    }

    private static Event ping(PingRegistryEvent event) {
        return new PingRegistry().events().write("PING_REGISTRY", event);
    }

    @Test
    void aWorkflowOfAnUnknownKindIsLeftAlone() {
        ours();
        world.start();
        world.calls(r1);

        world.tell(w1, new Event.OfWorkflow("REVIEW", "STARTED", Event.Bytes.EMPTY));

        assertThat(world.callCount()).isZero();
    }

    @Test
    @Tag("W26")
    void tenThousandThatWaitDoNotSlowTheOthers() {
        int waiting = 10_000;
        RepoId other = repo(waiting + 1);
        world.registryEvent(registryAdded()).registryEvent(rootAdded("/ex"));
        for (int i = 1; i <= waiting; i++) {
            RepoId repo = repo(i);
            world.registry.append(REGISTRY_ID.aggregate(), repoAdded(repo, "/ex/a/r" + i));
            world.registry.append(repo.aggregate(), initStarted("/ex/a/r" + i));
            world.registry.append(repo.aggregate(), shadow(repo));
            world.registry.append(repo.aggregate(), moveStarted(repo, i, "/ex/a/r" + i, "/ex/b/r" + i));
            world.registry.append(workflow(i).aggregate(), moveWorkflow(repo, "/ex/a/r" + i, "/ex/b/r" + i));
        }
        world.start();
        var before = world.observer().counts();
        world.callCount();

        world.registryEvent(repoAdded(other, "/ex/a/other"));
        world.tell(other, initStarted("/ex/a/other"), shadow(other));

        assertThat(world.calls(other)).containsExactly("initializer.initRepo", "command.confirmShadow", GET, ENABLE);
        assertThat(world.observer().counts().runs() - before.runs()).isLessThan(10);
        assertThat(world.explain(repo(7)).state()).isInstanceOf(ActivityState.Waiting.class);
        assertThat(world.registry.openConnections()).isEqualTo(1);
        assertThat(world.registry.openReads()).isZero();
    }
}
