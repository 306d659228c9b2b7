package io.vedette.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.WorkflowCommand;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryReader;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import org.junit.jupiter.api.Test;

/**
 * A person who says once more that applications are ready must not say by that that the new owner has taken back what it
 * brought: those files would stay for ever.
 */
class LateConfirmationTest {

    private static final String ABORTED_WHEN_READY = """
            {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
            {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
            {"repo":"r1","event":"SHADOW_REPO_CREATED","shadowPath":"/shadow/a"}
            {"repo":"r1","event":"REPO_MOVE_STARTED","workflow":"w1","oldPath":"/ex/a","oldHost":"h1","oldHostPath":"/data/a","oldShadowPath":"/shadow/a","newPath":"/ex/b","newHost":"h1","newHostPath":"/data/b"}
            {"workflow":"w1","kind":"MOVE_REPO","event":"MOVE_REPO_STARTED","repo":"r1"}
            {"workflow":"w1","kind":"MOVE_REPO","event":"MOVE_REPO_APP_ACCEPTED"}
            {"workflow":"w1","kind":"MOVE_REPO","event":"MOVE_REPO_RELEASED"}
            {"workflow":"w1","kind":"MOVE_REPO","event":"MOVE_REPO_ABORT_ACCEPTED","reason":"no longer wanted"}
            """;

    @Test
    void aSecondConfirmationOfOneTaskDoesNotConfirmTheNext() {
        Decision late = fold(ABORTED_WHEN_READY).decide(new WorkflowCommand.ConfirmTask(Explorer.WORKFLOW));

        assertThat(late)
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        no -> assertThat(no.refusal().message()).contains("DISCARDING", "by its name, DISCARDED"));
    }

    @Test
    void whatIsDoneInTheSteadOfAnObserverIsConfirmedByItsName() {
        WorkflowView view = fold(ABORTED_WHEN_READY);

        assertThat(view.decide(new WorkflowCommand.ConfirmTask(Explorer.WORKFLOW, "DISCARDED")))
                .isInstanceOfSatisfying(
                        Decision.Accept.class,
                        accept -> assertThat(accept.events())
                                .extracting(Event::name)
                                .containsExactly("MOVE_REPO_DISCARDED"));
        assertThat(view.decide(new WorkflowCommand.ConfirmTask(Explorer.WORKFLOW, "APP_ACCEPTED")))
                .isInstanceOf(Decision.Refuse.class);
    }

    private static WorkflowView fold(String text) {
        WorkflowView view = WorkflowView.empty(Explorer.WORKFLOW, WorkflowKinds.builtIn());
        try (HistoryReader reader = HistoryFile.ofText("late", text).read()) {
            for (HistoryLine line = reader.next(); line != null; line = reader.next()) {
                if (line instanceof HistoryLine.Occurred occurred
                        && occurred.aggregate().kind() == AggregateKind.WORKFLOW) {
                    long version = view.version() + 1;
                    view = view.evolve(new Recorded(
                            new EventId(0, version),
                            null,
                            occurred.aggregate(),
                            version,
                            0,
                            0,
                            null,
                            occurred.event()));
                }
            }
        }
        return view;
    }
}
