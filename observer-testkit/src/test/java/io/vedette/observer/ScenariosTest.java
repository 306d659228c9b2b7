package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.ActivityState;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.World;
import io.vedette.workflows.kind.MoveRepoEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an observer does, told from end to end. */
@ExtendWith(OnReactorThread.class)
class ScenariosTest {

    private static final String[] ENABLE = {"initializer.getRepo", "processor.enableRepo"};

    private final RepoId r1 = repo(1);
    private final RepoId r2 = repo(2);
    private final World world = new World();

    @Test
    void scenario1FreshInitLive() {
        world.registryEvent(registryAdded()).registryEvent(rootAdded("/ex")).start();

        world.registryEvent(repoAccepted(r1, "/ex/a/foo"));
        world.tell(r1, initStarted("/ex/a/foo"));
        world.registryEvent(repoAccepted(r2, "/ex/ab/foo"));
        assertThat(world.callCount()).isZero();

        world.registryEvent(repoAdded(r1, "/ex/a/foo"));
        world.registryEvent(repoAdded(r2, "/ex/ab/foo"));
        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");
        assertThat(world.commands(RepoCommand.ConfirmShadow.class))
                .singleElement()
                .satisfies(confirm -> assertThat(confirm.shadow()).isEqualTo(shadowOf(r1)));

        world.tell(r1, shadow(r1));
        assertThat(world.calls(r1)).containsExactly(ENABLE);

        world.tell(r2, initStarted("/ex/ab/foo"), shadow(r2)).advance(Duration.ofMinutes(10));
        assertThat(world.callCount()).isZero();
        assertThat(world.follows(r2)).isFalse();
    }

    @Test
    void scenario2FinalStateOnly() {
        RepoId r3 = repo(3);
        RepoId r4 = repo(4);
        RepoId r5 = repo(5);
        RepoId r6 = repo(6);
        world.given(r1, r2, r3, r4, r5, r6);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.tell(r2, initStarted("/ex/a/r2"), errorSet("bad"));
        world.tell(r3, initStarted("/ex/a/r3"), shadow(r3), errorSet("bad"));
        world.tell(r4, initStarted("/ex/a/r4"), shadow(r4), errorSet("bad"), errorCleared("bad"));
        world.tell(
                r5,
                initStarted("/ex/a/r5"),
                shadow(r5),
                moveStarted(r5, 1, "/ex/a/r5", "/ex/a/y"),
                moved(r5, 1, "/ex/a/y"));
        world.registryEvent(registryMoved(r5, 1, "/ex/a/y"));
        world.tell(r6, initStarted("/ex/a/r6"));

        world.start();

        assertThat(world.calls(r1)).containsExactly(ENABLE);
        assertThat(world.calls(r2)).isEmpty();
        assertThat(world.calls(r3)).containsExactly(ENABLE);
        assertThat(world.calls(r4)).containsExactly(ENABLE);
        assertThat(world.calls(r5)).containsExactly(ENABLE);
        assertThat(world.files.servedPath(r5)).isEqualTo("/ex/a/y");
        assertThat(world.calls(r6)).containsExactly("initializer.initRepo", "command.confirmShadow");
        world.advance(Duration.ofMinutes(10));
        assertThat(world.callCount()).isZero();
    }

    @Test
    void scenario3ErrorStoreClearRecover() {
        world.given(r1).start();
        world.files.fail("initializer.initRepo", r1, 1, () -> new StrongError("ü".repeat(200)));

        world.tell(r1, initStarted("/ex/a/r1"));

        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.setRepoError");
        String stored = world.storedError(r1);
        assertThat(stored.codePointCount(0, stored.length())).isLessThanOrEqualTo(120);
        assertThat(new String(stored.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(stored);
        assertThat(stored).startsWith("1970-01-01T00:00:00Z üüü").endsWith("ü…");

        world.tell(r1, errorSet(stored));
        assertThat(world.calls(r1)).isEmpty();
        world.tell(r1, errorCleared(stored));
        assertThat(world.calls(r1)).containsExactly("initializer.initRepo", "command.confirmShadow");

        world.files.fail("initializer.getRepo", r1, 1, () -> new StrongError("gone"));
        world.tell(r1, shadow(r1));
        assertThat(world.calls(r1)).containsExactly("initializer.getRepo", "command.setRepoError");

        world.tell(r1, errorSet("gone"), errorCleared("gone"));
        assertThat(world.calls(r1)).containsExactly(ENABLE);
    }

    @Test
    void scenario4MoveWithinOneObserver() {
        WorkflowId w1 = workflow(1);
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1)).start();
        assertThat(world.calls(r1)).containsExactly(ENABLE);

        world.registryEvent(moveAccepted(r1, 1, "/ex/a/y"));
        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/a/y"));
        world.tell(w1, moveWorkflow(r1, "/ex/a/r1", "/ex/a/y"));
        assertThat(world.calls(r1)).containsExactly("processor.disableRepo");
        world.advance(Duration.ofDays(3));
        assertThat(world.callCount()).isZero();
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Waiting.class);
        assertThat(world.explain(r1).waitingFor()).startsWith("APP_ACCEPTED by an application or person");

        world.tell(w1, of(new MoveRepoEvent.AppAccepted()));
        assertThat(world.calls(r1)).containsExactly("command.releaseMoveRepo");
        world.tell(w1, of(new MoveRepoEvent.Released(3)));
        assertThat(world.calls(r1)).containsExactly("initializer.moveRepo", "command.commitMoveRepo");
        world.tell(w1, of(new MoveRepoEvent.Moved(shadowOf(r1), 3)));
        world.tell(r1, moved(r1, 1, "/ex/a/y"));
        world.registryEvent(registryMoved(r1, 1, "/ex/a/y"));
        world.tell(w1, of(new MoveRepoEvent.Committed()));

        assertThat(world.calls(r1)).containsExactly(ENABLE);
        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/y");
        world.advance(Duration.ofDays(3));
        assertThat(world.callCount()).isZero();
    }

    @Test
    void scenario3WeakErrorsAreStoredAfterFiveTriesAndCountAnewAfterASuccess() {
        world.given(r1).start();
        world.files.fail("initializer.initRepo", r1, 4, () -> new WeakError("busy"));
        world.tell(r1, initStarted("/ex/a/r1")).advance(Duration.ofHours(1));
        assertThat(world.calls(r1)).hasSize(6).endsWith("initializer.initRepo", "command.confirmShadow");

        world.files.fail("initializer.getRepo", r1, 5, () -> new WeakError("busy"));
        world.tell(r1, shadow(r1)).advance(Duration.ofHours(1));

        assertThat(world.calls(r1))
                .containsExactly(
                        "initializer.getRepo",
                        "initializer.getRepo",
                        "initializer.getRepo",
                        "initializer.getRepo",
                        "initializer.getRepo",
                        "command.setRepoError");
    }
}
