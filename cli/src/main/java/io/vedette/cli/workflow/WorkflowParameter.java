package io.vedette.cli.workflow;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.client.RegistryClient;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.Workflow;
import picocli.CommandLine.Parameters;

/** The parameter that names a workflow. */
final class WorkflowParameter {

    @Parameters(paramLabel = "ID", description = "The workflow's id.")
    String which = "";

    WorkflowId id() {
        return WorkflowId.of(which);
    }

    /** The workflow as it is now; refused if there is none. */
    Workflow find(RegistryClient client) {
        Workflow found = Connection.await(client.workflow(id()));
        if (found == null) {
            throw new UserError(Exit.REFUSED, "there is no workflow " + which);
        }
        return found;
    }
}
