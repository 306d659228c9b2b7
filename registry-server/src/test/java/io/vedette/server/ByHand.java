package io.vedette.server;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import java.util.List;

/** Writes histories as a server would have left them. */
record ByHand(StorageBackend storage, String registry) {

    static final Author ADA = TestRegistry.ADA;

    AggregateId id() {
        return RegistryId.ofName(registry).aggregate();
    }

    ByHand append(AggregateId id, Event event) {
        storage.append(new Append(id, new Expected.Any(), null, System.currentTimeMillis(), List.of(event)))
                .block();
        return this;
    }

    ByHand registryWithRoot() {
        append(id(), new RegistryEvent.RegistryAdded(registry));
        return append(
                id(),
                new RegistryEvent.RootAdded(new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"))));
    }

    ByHand rootRemoved() {
        return append(id(), new RegistryEvent.RootRemoved(new RepoPath("/ex")));
    }

    ByHand accepted(RepoId repo, String path) {
        return append(id(), new RegistryEvent.RepoAccepted(repo, new RepoPath(path), ADA));
    }

    ByHand started(RepoId repo, String path) {
        return append(
                repo.aggregate(),
                new RepoEvent.RepoInitStarted(
                        RegistryId.ofName(registry), new RepoPath(path), ADA, new Host("h1"), new HostPath("/data/a")));
    }

    ByHand added(RepoId repo, String path) {
        return append(id(), new RegistryEvent.RepoAdded(repo, new RepoPath(path)));
    }

    ByHand malformed(AggregateId id) {
        return append(id, new Event.Malformed(10, Event.Bytes.EMPTY, "REPO_ACCEPTED: no path"));
    }

    ByHand unknown(AggregateId id) {
        return append(id, new Event.Unknown(9_999, Event.Bytes.EMPTY));
    }
}
