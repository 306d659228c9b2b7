package io.vedette.observer.standin;

import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.kind.FreezeRepo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.MoveShadow;
import io.vedette.workflows.kind.MoveShadowEvent;
import io.vedette.workflows.kind.TierChangeEvent;
import java.util.UUID;

/** Short words for events, as tests tell histories with them. */
public final class Tale {

    public static final String REGISTRY = "exreg";
    public static final RegistryId REGISTRY_ID = RegistryId.ofName(REGISTRY);
    public static final Author ADA = new Author("Ada <ada@example.com>");
    public static final Host HOST = new Host("h1");

    private Tale() {}

    public static RepoId repo(int number) {
        return new RepoId(new UUID(1, number));
    }

    public static WorkflowId workflow(int number) {
        return new WorkflowId(new UUID(2, number));
    }

    public static HostPath shadowOf(RepoId repo) {
        return FileServer.shadowOf(repo);
    }

    public static Event registryAdded() {
        return new RegistryEvent.RegistryAdded(REGISTRY);
    }

    public static Event rootAdded(String path) {
        return new RegistryEvent.RootAdded(new Root(new RepoPath(path), HOST, new HostPath("/data" + path)));
    }

    public static Event repoAccepted(RepoId repo, String path) {
        return new RegistryEvent.RepoAccepted(repo, new RepoPath(path), ADA);
    }

    public static Event repoAdded(RepoId repo, String path) {
        return new RegistryEvent.RepoAdded(repo, new RepoPath(path));
    }

    public static Event registryMoved(RepoId repo, int workflow, String path) {
        return new RegistryEvent.RepoMoved(repo, workflow(workflow), new RepoPath(path));
    }

    public static Event initStarted(String path) {
        return initStarted(path, HOST);
    }

    public static Event initStarted(String path, Host host) {
        return new RepoEvent.RepoInitStarted(REGISTRY_ID, new RepoPath(path), ADA, host, new HostPath("/data" + path));
    }

    public static Event shadow(RepoId repo) {
        return new RepoEvent.ShadowRepoCreated(shadowOf(repo), Omissions.NONE);
    }

    public static Event errorSet(String message) {
        return new RepoEvent.RepoErrorSet(message);
    }

    public static Event errorCleared(String message) {
        return new RepoEvent.RepoErrorCleared(message);
    }

    public static Event remoteAccepted() {
        return new RepoEvent.RemoteAccepted(new RemoteSpec("remote"));
    }

    public static Event remoteCreated() {
        return new RepoEvent.RemoteCreated(new RemoteSpec("remote"));
    }

    public static Event moveStarted(RepoId repo, int workflow, String from, String to) {
        return new RepoEvent.RepoMoveStarted(
                workflow(workflow),
                new Location(new RepoPath(from), HOST, new HostPath("/data" + from), shadowOf(repo)),
                new RepoPath(to),
                HOST,
                new HostPath("/data" + to));
    }

    /** MOVE_REPO_STARTED of a repository whose history began the move with its third event. */
    public static Event moveWorkflow(RepoId repo, String from, String to) {
        return moveWorkflow(repo, 3, from, HOST, to, HOST);
    }

    public static Event moveWorkflow(RepoId repo, long fence, String from, Host oldHost, String to, Host newHost) {
        return of(new MoveRepoEvent.Started(
                REGISTRY_ID,
                repo,
                fence,
                new RepoPath(from),
                oldHost,
                new HostPath("/data" + from),
                shadowOf(repo),
                new RepoPath(to),
                newHost,
                new HostPath("/data" + to)));
    }

    public static Event of(MoveRepoEvent event) {
        return new MoveRepo().events().write("MOVE_REPO", event);
    }

    public static Event of(MoveShadowEvent event) {
        return new MoveShadow().events().write("MOVE_SHADOW", event);
    }

    public static Event freeze(TierChangeEvent event) {
        return new FreezeRepo().events().write("FREEZE_REPO", event);
    }

    public static Event moveAccepted(RepoId repo, int workflow, String to) {
        return new RegistryEvent.RepoMoveAccepted(repo, workflow(workflow), new RepoPath(to));
    }

    public static Event moved(RepoId repo, int workflow, String to) {
        return new RepoEvent.RepoMoved(
                workflow(workflow), new RepoPath(to), HOST, new HostPath("/data" + to), shadowOf(repo));
    }

    public static Event moveAborted(int workflow) {
        return new RepoEvent.RepoMoveAborted(workflow(workflow), "given up");
    }

    public static Event shadowMoveStarted(int workflow, String shadow) {
        return new RepoEvent.ShadowMoveStarted(workflow(workflow), new HostPath(shadow));
    }

    public static Event shadowMoved(int workflow, String shadow) {
        return new RepoEvent.ShadowMoved(workflow(workflow), new HostPath(shadow));
    }

    public static Event tierStarted(int workflow, StorageTier tier) {
        return new RepoEvent.TierChangeStarted(workflow(workflow), tier, ADA);
    }

    public static Event tierCompleted(int workflow, StorageTier tier, TierChangeCode code) {
        return new RepoEvent.TierChangeCompleted(workflow(workflow), tier, code, "");
    }

    public static Event unknown() {
        return new Event.Unknown(99, Event.Bytes.EMPTY);
    }

    public static Event malformed() {
        return new Event.Malformed(51, Event.Bytes.EMPTY, "shadow_path must be absolute");
    }
}
