package io.vedette.observer;

import static io.vedette.observer.standin.Tale.*;

import io.vedette.domain.Event;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.observer.standin.OnReactorThread;
import io.vedette.observer.standin.World;
import io.vedette.workflows.kind.MoveRepoEvent;
import org.junit.jupiter.api.extension.ExtendWith;

/** A repository that moves to or from the observer, by a workflow. */
@ExtendWith(OnReactorThread.class)
abstract class Moving {

    static final String GET = "initializer.getRepo";
    static final String ENABLE = "processor.enableRepo";
    static final String DISABLE = "processor.disableRepo";
    static final String MOVE = "initializer.moveRepo";
    static final String DISCARD = "initializer.discardMove";
    static final String RELEASE = "command.releaseMoveRepo";
    static final String COMMIT = "command.commitMoveRepo";
    static final Event ACCEPTED = of(new MoveRepoEvent.AppAccepted());
    static final Event RELEASED = of(new MoveRepoEvent.Released(3));
    static final Event ABORT = of(new MoveRepoEvent.AbortAccepted("changed my mind"));

    final RepoId r1 = repo(1);
    final WorkflowId w1 = workflow(1);
    final World world = new World();

    void ours() {
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
    }

    void foreign() {
        world.registryEvent(registryAdded()).registryEvent(rootAdded("/ex"));
        world.registryEvent(repoAdded(r1, "/ex/b/r1"));
        world.tell(r1, initStarted("/ex/b/r1"), shadow(r1));
    }

    void movesAway() {
        world.registryEvent(moveAccepted(r1, 1, "/ex/b/y"));
        world.tell(r1, moveStarted(r1, 1, "/ex/a/r1", "/ex/b/y"));
        world.tell(w1, moveWorkflow(r1, "/ex/a/r1", "/ex/b/y"));
    }

    void movesHere() {
        world.registryEvent(moveAccepted(r1, 1, "/ex/a/y"));
        world.tell(r1, moveStarted(r1, 1, "/ex/b/r1", "/ex/a/y"));
        world.tell(w1, moveWorkflow(r1, "/ex/b/r1", "/ex/a/y"));
    }
}
