package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/**
 * A repository, folded from its history: the registry's aggregate and the observer's view are this same fold. Immutable.
 *
 * <p>Beside each fact that a step depends on stands the event that last changed it, so that what is still to be done is
 * a comparison of versions and the same history leads to the same answer however it was cut into pieces.
 *
 * @param repo the repository
 * @param tail the last event folded; null before the first
 * @param registry the registry that it belongs to; null before REPO_INIT_STARTED
 * @param creator who asked for it; null before REPO_INIT_STARTED
 * @param location where it lives; null before REPO_INIT_STARTED
 * @param located the event that last changed the location
 * @param remote the remote copy that it shall have, if any
 * @param remoteAccepted the event that asked for the remote copy
 * @param remoteCreated whether the remote copy exists
 * @param error the stored error, if any
 * @param cleared the event that last cleared an error
 * @param relocation the move, shadow move or change of tier that is under way, if any
 * @param relocated the event that began what is under way; its version fences off who comes late
 * @param ended the workflow that ended last; what comes late in its name begins nothing
 * @param tier the storage tier
 * @param failed the workflow whose change of tier failed, until it is given up or another try has ended
 * @param restored the event by which a repository whose change of tier had failed got back its former tier last: its files
 *     may be anything and are to be made as that tier says
 * @param omissions what the shadow cannot hold
 * @param unknownEvents how many events were skipped
 * @param malformed what is wrong with the history, if anything is
 */
public record RepoView(
        RepoId repo,
        @Nullable Mark tail,
        @Nullable RegistryId registry,
        @Nullable Author creator,
        @Nullable Location location,
        @Nullable Mark located,
        @Nullable RemoteSpec remote,
        @Nullable Mark remoteAccepted,
        boolean remoteCreated,
        @Nullable String error,
        @Nullable Mark cleared,
        @Nullable Relocation relocation,
        @Nullable Mark relocated,
        @Nullable WorkflowId ended,
        StorageTier tier,
        @Nullable WorkflowId failed,
        @Nullable Mark restored,
        Omissions omissions,
        long unknownEvents,
        @Nullable String malformed) {

    /** Before the first event. */
    public static RepoView empty(RepoId repo) {
        return new RepoView(
                repo,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                StorageTier.NONE,
                null,
                null,
                Omissions.NONE,
                0,
                null);
    }

    /** The version of the last event folded; 0 before the first. */
    public long version() {
        return tail == null ? 0 : tail.version();
    }

    /** The place of the shadow; null before it exists. */
    public @Nullable HostPath shadow() {
        return location == null ? null : location.shadow();
    }

    /** The view after one event more. Never throws; an event of an earlier version is ignored. */
    public RepoView evolve(Recorded recorded) {
        if (recorded.version() <= version()) {
            return this;
        }
        RepoDraft draft = new RepoDraft(this);
        if (recorded.version() != version() + 1) {
            draft.malformed = "history has a gap: version " + recorded.version() + " follows " + version();
        }
        draft.tail = Mark.of(recorded);
        if (recorded.event() instanceof RepoEvent known) {
            known.applyTo(draft, draft.tail);
        } else {
            draft.unknownEvents++;
            if (recorded.event() instanceof Event.Malformed bad) {
                draft.malformed = bad.name() + " at version " + recorded.version() + ": " + bad.reason();
            }
        }
        return draft.freeze();
    }
}
