package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a registry has begun with one of its repositories and not ended yet. There is at most one at a time. What the
 * repository's own history says of it is a {@link Relocation}.
 */
public sealed interface Undertaking {

    /** The workflow that does it. */
    WorkflowId workflow();

    /** In a few words, as "move to /ex/b". */
    String summary();

    /**
     * A move to another path.
     *
     * @param newPath where the repository shall be
     * @param root the root there when the move was accepted; null if there was none
     */
    record Move(
            WorkflowId workflow, RepoPath newPath, @Nullable Root root) implements Undertaking {
        @Override
        public String summary() {
            return "move to " + newPath;
        }
    }

    /**
     * A move of the shadow.
     *
     * @param shadow where it shall be; null where the history does not say
     */
    record ShadowMove(WorkflowId workflow, @Nullable HostPath shadow) implements Undertaking {
        @Override
        public String summary() {
            return "move of the shadow";
        }
    }

    /**
     * A change of tier.
     *
     * @param target the tier that it shall have
     * @param author who asked for it; null where the history does not say
     */
    record TierChange(
            WorkflowId workflow,
            StorageTier target,
            @Nullable Author author) implements Undertaking {
        @Override
        public String summary() {
            return "change of tier to " + target;
        }
    }
}
