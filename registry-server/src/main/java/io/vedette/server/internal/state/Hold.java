package io.vedette.server.internal.state;

import io.vedette.domain.ImportId;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import java.util.Map;

/**
 * A registry is not in use because of an import.
 *
 * @param by the import
 * @param forGood whether it was given up after it had stored a part of the registry's history
 */
public record Hold(ImportId by, boolean forGood) {

    /** What a command to the registry gets. */
    public Refusal refusal(String registry) {
        return forGood
                ? Refusal.precondition(
                        "registry " + registry + " has a part of its history only: import " + by
                                + " was given up; use another registry",
                        "IMPORT_ABORTED")
                : Refusal.precondition("registry " + registry + " " + importing(), "IMPORTING");
    }

    /** What a command to a repository of the registry gets. While the import is open it is worth asking again. */
    public Refusal refusal(RepoId repo) {
        return forGood
                ? Refusal.precondition(
                        "repository " + repo + " is of a registry that has a part of its history only: import " + by
                                + " was given up",
                        "IMPORT_ABORTED")
                : new Refusal(
                        Refusal.Code.UNAVAILABLE,
                        "repository " + repo + " is of a registry that " + importing(),
                        Map.of("state", "IMPORTING"));
    }

    /** What a command to a workflow of the registry gets. While the import is open it is worth asking again. */
    public Refusal refusal(WorkflowId workflow) {
        return forGood
                ? Refusal.precondition(
                        "workflow " + workflow + " is of a registry that has a part of its history only: import " + by
                                + " was given up",
                        "IMPORT_ABORTED")
                : new Refusal(
                        Refusal.Code.UNAVAILABLE,
                        "workflow " + workflow + " is of a registry that " + importing(),
                        Map.of("state", "IMPORTING"));
    }

    private String importing() {
        return "is held by import " + by + ", which has not ended; run vedette import with the same file again to end"
                + " it, or give it up with: vedette import --abort " + by;
    }
}
