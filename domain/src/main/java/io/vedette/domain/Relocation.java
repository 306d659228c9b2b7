package io.vedette.domain;

/** What a repository is in the middle of. There is at most one at a time. */
public sealed interface Relocation {

    /** The workflow that drives it. */
    WorkflowId workflow();

    /** In a few words, as "move to /ex/b". */
    String summary();

    /** On its way to another path, host or directory. */
    record Move(WorkflowId workflow, Location from, RepoPath path, Host host, HostPath hostPath) implements Relocation {
        @Override
        public String summary() {
            return "move to " + path + " on " + host;
        }
    }

    /** Its shadow is on its way to another place. */
    record ShadowMove(WorkflowId workflow, HostPath shadow) implements Relocation {
        @Override
        public String summary() {
            return "move of the shadow to " + shadow;
        }
    }

    /** On its way to another tier. */
    record TierChange(WorkflowId workflow, StorageTier target, Author author) implements Relocation {
        @Override
        public String summary() {
            return "change of tier to " + target;
        }
    }
}
