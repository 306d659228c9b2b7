package io.vedette.cli.workflow;

import com.fasterxml.uuid.Generators;
import io.vedette.client.CommandOptions;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.CommandId;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.Workflow;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveRepoEvent;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Says for applications that they are ready for a move. */
public final class Acceptance {

    private static final MoveRepo MOVE = new MoveRepo();

    /** Where applications are still asked. */
    private static final Set<String> ASKED = Set.of(MoveRepo.Phase.STARTED.name(), MoveRepo.Phase.RELEASED.name());

    private Acceptance() {}

    /** Whether a workflow is a move that waits for applications. */
    public static boolean isAsked(Workflow row) {
        return row.getKind().equals(MOVE.kind()) && ASKED.contains(row.getPhase());
    }

    /** Accepts a move that has begun; one that somebody else has accepted meanwhile is fine. */
    public static Mono<Void> of(RegistryClient client, WorkflowId workflow) {
        WorkflowCommand accept =
                new WorkflowCommand.Append(workflow, MOVE.events().write(MOVE.kind(), new MoveRepoEvent.AppAccepted()));
        // An id that follows from the workflow's: who repeats a move accepts it once.
        CommandId id =
                new CommandId(Generators.nameBasedGenerator(workflow.uuid()).generate("accept"));
        return client.execute(accept, CommandOptions.of(id))
                .then()
                .onErrorResume(
                        RefusedException.class,
                        refused -> client.workflow(workflow)
                                .flatMap(row -> isAsked(row) ? Mono.error(refused) : Mono.empty()));
    }
}
