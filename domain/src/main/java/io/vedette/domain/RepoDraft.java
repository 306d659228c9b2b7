package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/** A repository's view while one event is folded into it. */
final class RepoDraft {
    final RepoId repo;

    @Nullable
    Mark tail;

    @Nullable
    RegistryId registry;

    @Nullable
    Author creator;

    @Nullable
    Location location;

    @Nullable
    Mark located;

    @Nullable
    RemoteSpec remote;

    @Nullable
    Mark remoteAccepted;

    boolean remoteCreated;

    @Nullable
    String error;

    @Nullable
    Mark cleared;

    @Nullable
    Relocation relocation;

    @Nullable
    Mark relocated;

    @Nullable
    WorkflowId ended;

    StorageTier tier;

    @Nullable
    WorkflowId failed;

    @Nullable
    Mark restored;

    Omissions omissions;
    long unknownEvents;

    @Nullable
    String malformed;

    RepoDraft(RepoView view) {
        repo = view.repo();
        tail = view.tail();
        registry = view.registry();
        creator = view.creator();
        location = view.location();
        located = view.located();
        remote = view.remote();
        remoteAccepted = view.remoteAccepted();
        remoteCreated = view.remoteCreated();
        error = view.error();
        cleared = view.cleared();
        relocation = view.relocation();
        relocated = view.relocated();
        ended = view.ended();
        tier = view.tier();
        failed = view.failed();
        restored = view.restored();
        omissions = view.omissions();
        unknownEvents = view.unknownEvents();
        malformed = view.malformed();
    }

    /** A repository that has a shadow is in some tier, however it came to have it. */
    void moveTo(Location place, Mark by) {
        location = place;
        located = by;
        if (place.shadow() != null && tier == StorageTier.NONE) {
            tier = StorageTier.ONLINE;
        }
    }

    void relocate(Relocation begun, Mark by) {
        relocation = begun;
        relocated = by;
    }

    /** The workflow is over; another one that is under way stays. */
    void settle(WorkflowId workflow) {
        ended = workflow;
        if (relocation != null && relocation.workflow().equals(workflow)) {
            relocation = null;
            relocated = null;
        }
    }

    RepoView freeze() {
        return new RepoView(
                repo,
                tail,
                registry,
                creator,
                location,
                located,
                remote,
                remoteAccepted,
                remoteCreated,
                error,
                cleared,
                relocation,
                relocated,
                ended,
                tier,
                failed,
                restored,
                omissions,
                unknownEvents,
                malformed);
    }
}
