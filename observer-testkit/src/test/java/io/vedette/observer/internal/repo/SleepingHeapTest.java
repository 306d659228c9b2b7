package io.vedette.observer.internal.repo;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.engine.Backoff;
import io.vedette.engine.LazyEngine;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.internal.EntityKey;
import io.vedette.observer.internal.HealthBoard;
import io.vedette.observer.internal.Refusals;
import io.vedette.observer.standin.World;
import io.vedette.workflows.WorkflowKinds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.vm.VM;

/** What a sleeping repository costs: its activity and its key. The engine's table adds its own word for each. */
class SleepingHeapTest {

    @Test
    void aSleepingRepositoryIsOneSmallObjectAndItsKey() {
        World world = new World();
        RepoEnvironment environment = new RepoEnvironment(
                world.registry,
                "exreg",
                "observer",
                WorkflowKinds.builtIn(),
                Map.of(),
                new WorkBoard(),
                new Scope(List.of(new RepoPath("/ex/a")), null),
                world.files,
                ProcessorChain.of(world.files),
                new ViewCache(0),
                Backoff.standard(),
                new SplittableRandom(1),
                world.time,
                ObserverListener.NONE,
                new Refusals(new HealthBoard("exreg", world.time, ObserverListener.NONE)),
                new Complaints(),
                RepoEnvironment.none(),
                RepoEnvironment.none());
        RepoId r1 = repo(1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        RepoActivity activity = new RepoActivity(environment, EntityKey.of(r1.aggregate()));
        LazyEngine<EntityKey> engine = LazyEngine.<EntityKey>builder()
                .scheduler(world.time)
                .effectScheduler(world.time)
                .build();
        engine.ensure(activity);
        world.settle();
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");

        long size = GraphLayout.parseInstance(activity).totalSize()
                - GraphLayout.parseInstance(environment).totalSize();
        long own = VM.current().sizeOf(activity) + VM.current().sizeOf(activity.key());

        assertThat(own).isLessThanOrEqualTo(120);
        // Beyond its own objects there are only constants that all share, as the sleeping state.
        assertThat(size - own).isLessThan(200);
    }
}
