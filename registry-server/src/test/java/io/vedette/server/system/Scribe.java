package io.vedette.server.system;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.WorkflowId;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import java.util.List;
import java.util.UUID;

/** Writes histories straight into a store, as a registry would have done by and by. */
record Scribe(StorageBackend storage, String registry) {

    static final Author ADA = new Author("Ada <ada@example.com>");
    static final Host HOST = new Host("h1");

    Scribe(StorageBackend storage) {
        this(storage, "exreg");
    }

    static RepoId repo(int number) {
        return new RepoId(new UUID(1, number));
    }

    static WorkflowId workflow(int number) {
        return new WorkflowId(new UUID(2, number));
    }

    AggregateId id() {
        return RegistryId.ofName(registry).aggregate();
    }

    Scribe tell(AggregateId id, Event... events) {
        storage.append(new Append(id, new Expected.Any(), null, System.currentTimeMillis(), List.of(events)))
                .block();
        return this;
    }

    Scribe tell(RepoId repo, Event... events) {
        return tell(repo.aggregate(), events);
    }

    /** A registry with the root /ex. */
    Scribe registryWithRoot() {
        return tell(
                id(),
                new RegistryEvent.RegistryAdded(registry),
                new RegistryEvent.RootAdded(new Root(new RepoPath("/ex"), HOST, new HostPath("/data/ex"))));
    }

    /** A repository whose history has begun, and that the registry has. */
    Scribe added(RepoId repo, String path) {
        return tell(repo, started(path)).announced(repo, path);
    }

    /** One that has its shadow already. */
    Scribe shadowed(RepoId repo, String path) {
        return tell(repo, started(path), shadow(repo)).announced(repo, path);
    }

    /** The registry has it; its own history is written before. */
    Scribe announced(RepoId repo, String path) {
        return tell(
                id(),
                new RegistryEvent.RepoAccepted(repo, new RepoPath(path), ADA),
                new RegistryEvent.RepoAdded(repo, new RepoPath(path)));
    }

    Event started(String path) {
        return new RepoEvent.RepoInitStarted(
                RegistryId.ofName(registry), new RepoPath(path), ADA, HOST, new HostPath("/data" + path));
    }

    static Event shadow(RepoId repo) {
        return new RepoEvent.ShadowRepoCreated(RecordingFiles.shadowOf(repo), Omissions.NONE);
    }

    static Event moveStarted(RepoId repo, int workflow, String from, String to) {
        return new RepoEvent.RepoMoveStarted(
                workflow(workflow),
                new Location(new RepoPath(from), HOST, new HostPath("/data" + from), RecordingFiles.shadowOf(repo)),
                new RepoPath(to),
                HOST,
                new HostPath("/data" + to));
    }

    static Event moved(RepoId repo, int workflow, String to) {
        return new RepoEvent.RepoMoved(
                workflow(workflow), new RepoPath(to), HOST, new HostPath("/data" + to), RecordingFiles.shadowOf(repo));
    }

    List<String> names(RepoId repo) {
        return storage.read(repo.aggregate(), 0, Integer.MAX_VALUE)
                .map(recorded -> recorded.event().name())
                .collectList()
                .block();
    }
}
