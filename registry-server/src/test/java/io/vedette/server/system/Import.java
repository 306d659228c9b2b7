package io.vedette.server.system;

import io.vedette.client.HistoryImport;
import io.vedette.client.ImportedEvent;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Histories to import, as a file of a registry would have them: interleaved, in the order in which things happened. */
final class Import {

    private final String name;
    private final Map<AggregateId, Long> versions = new HashMap<>();
    private final Set<RegistryId> registries = new LinkedHashSet<>();
    private final List<ImportedEvent> events = new ArrayList<>();

    /** The name stands for the file's content. */
    Import(String name) {
        this.name = name;
    }

    /** A registry with the root /ex. */
    Import registry(String registry) {
        RegistryId id = RegistryId.ofName(registry);
        registries.add(id);
        add(id.aggregate(), new RegistryEvent.RegistryAdded(registry));
        return add(
                id.aggregate(),
                new RegistryEvent.RootAdded(new Root(new RepoPath("/ex"), Scribe.HOST, new HostPath("/data/ex"))));
    }

    /** A repository that was asked for, no more. */
    Import accepted(String registry, RepoId repo, String path) {
        return add(
                RegistryId.ofName(registry).aggregate(),
                new RegistryEvent.RepoAccepted(repo, new RepoPath(path), Scribe.ADA));
    }

    /** A repository that has begun. */
    Import begun(String registry, RepoId repo, String path) {
        accepted(registry, repo, path);
        add(
                repo.aggregate(),
                new RepoEvent.RepoInitStarted(
                        RegistryId.ofName(registry),
                        new RepoPath(path),
                        Scribe.ADA,
                        Scribe.HOST,
                        new HostPath("/data" + path)));
        return add(RegistryId.ofName(registry).aggregate(), new RegistryEvent.RepoAdded(repo, new RepoPath(path)));
    }

    /** A repository that has its shadow. */
    Import complete(String registry, RepoId repo, String path) {
        begun(registry, repo, path);
        return add(repo.aggregate(), new RepoEvent.ShadowRepoCreated(RecordingFiles.shadowOf(repo), Omissions.NONE));
    }

    Import add(AggregateId aggregate, Event event) {
        events.add(new ImportedEvent(aggregate, versions.merge(aggregate, 1L, Long::sum), event));
        return this;
    }

    static RepoId repo(int number) {
        return new RepoId(new UUID(7, number));
    }

    int size() {
        return events.size();
    }

    Set<AggregateId> aggregates() {
        return versions.keySet();
    }

    List<Event> of(AggregateId aggregate) {
        return events.stream()
                .filter(event -> event.aggregate().equals(aggregate))
                .map(ImportedEvent::event)
                .toList();
    }

    HistoryImport build() {
        return build(Flux.fromIterable(events));
    }

    HistoryImport build(Flux<ImportedEvent> source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new HistoryImport(Event.Bytes.copyOf(digest), List.copyOf(registries), events.size(), source);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
