package io.vedette.server.internal.process;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Recorded;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.Activity;
import io.vedette.engine.Backoff;
import io.vedette.engine.Lane;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.server.internal.state.Workflows;
import io.vedette.workflows.Step;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Takes the registry's part in one workflow. Sleeps while others are to do something, ends with the workflow, and parks
 * alone if it cannot go on.
 */
final class WorkflowTask extends Activity<AggregateId> {

    private static final Lane LANE = new Lane("workflow");

    private final Office office;
    private final WorkflowId workflow;
    private volatile long tail;
    private volatile Step.@Nullable Wait waits;
    private @Nullable Sight restless;
    private Duration delay = Duration.ZERO;
    private int failures;

    WorkflowTask(Office office, WorkflowId workflow) {
        this.office = office;
        this.workflow = workflow;
    }

    @Override
    public AggregateId key() {
        return workflow.aggregate();
    }

    @Override
    public String role() {
        return "drive";
    }

    @Override
    public Lane lane() {
        return LANE;
    }

    @Override
    public long tail() {
        return tail;
    }

    /** As with an abort. */
    @Override
    public boolean mendedByNews() {
        return true;
    }

    /** What comes as news was folded before. */
    @Override
    public boolean fold(Object news) {
        List<?> events = (List<?>) news;
        long newest = ((Recorded) events.get(events.size() - 1)).version();
        reached(office.folded().workflows().of(workflow).version());
        return tail >= newest;
    }

    @Override
    public Mono<Void> fetch() {
        return office.folded()
                .workflows()
                .catchUp(workflow)
                .doOnNext(view -> reached(view.version()))
                .then();
    }

    private void reached(long version) {
        tail = Math.max(tail, version);
    }

    @Override
    public Mono<Outcome> act(Run run) {
        Drive drive = new Drive(office, workflow, run, restless);
        return drive.go()
                .doOnNext(outcome -> rests(run, drive))
                .onErrorResume(error -> Mono.just(tryAgain(run, error)));
    }

    private void rests(Run run, Drive drive) {
        reached(drive.reached());
        waits = drive.waits();
        restless = drive.restless();
        delay = Duration.ZERO;
        failures = 0;
        run.recovered();
    }

    private Outcome tryAgain(Run run, Throwable error) {
        failures++;
        run.failed("drive", error, failures);
        delay = Backoff.standard().next(delay, office.random());
        return new Outcome.BackOff(run.now().plus(delay), String.valueOf(error.getMessage()));
    }

    /** Named by the place of its repository. */
    @Override
    public Description describe() {
        WorkflowView view = office.folded().workflows().of(workflow);
        Subject about = Workflows.subjectOf(view);
        Step.Wait wait = waits;
        return new Description(
                about == null || about.from() == null
                        ? null
                        : about.from().path().value(),
                wait == null ? List.of() : List.of(Drive.text(wait)),
                view.unknownEvents(),
                null);
    }
}
