package io.vedette.cli.events;

import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.client.ImportedEvent;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryName;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a well-formed history file must be beside that to be imported: events only, whole histories, of registries and of
 * repositories that belong together. An event that this version cannot read says nothing about that and passes.
 */
final class ImportCheck {

    private final String name;
    private final Set<AggregateId> begun = new HashSet<>();
    private final Map<RepoId, Long> added = new LinkedHashMap<>();
    private final Map<RegistryId, Long> owners = new HashMap<>();
    private boolean versioned = true;

    /**
     * A check of nothing so far.
     *
     * @param name what errors call the file
     */
    ImportCheck(String name) {
        this.name = name;
    }

    /** Whether every event says its version. */
    boolean versioned() {
        return versioned;
    }

    void take(HistoryLine line) {
        if (!(line instanceof Occurred event)) {
            throw wrong(
                    line.number(),
                    "a control of a replay: this is a scenario and not an export; vedette import takes events only");
        }
        versioned &= event.stamp().version() > 0;
        if (event.event() instanceof Event.OfWorkflow workflow
                && (workflow.kind().equals(ImportId.KIND) || ImportId.isOne(event.aggregate()))) {
            throw wrong(
                    event.number(),
                    "the history of an import belongs to the store that it was made in; leave it out, as vedette export"
                            + " does");
        }
        int size = new ImportedEvent(event.aggregate(), event.stamp().version(), event.event()).size();
        if (size > ImportedEvent.LARGEST) {
            throw wrong(
                    event.number(),
                    "an event of " + size + " bytes; at most " + ImportedEvent.LARGEST + " can be stored");
        }
        if (event.event() instanceof RegistryEvent.RegistryAdded registry
                && !RegistryName.isValid(registry.registry())) {
            throw wrong(event.number(), "the name of a registry " + RegistryName.RULE);
        }
        if (begun.add(event.aggregate())) {
            begins(event);
        }
        if (event.event() instanceof RegistryEvent.RepoAdded repo
                && !begun.contains(repo.repo().aggregate())) {
            added.putIfAbsent(repo.repo(), event.number());
        }
    }

    private void begins(Occurred first) {
        Event event = first.event();
        boolean unread = event instanceof Event.Unknown || event instanceof Event.Malformed;
        if (first.aggregate().kind() == AggregateKind.REGISTRY) {
            boolean right = event instanceof RegistryEvent.RegistryAdded registry
                    && RegistryId.ofName(registry.registry()).aggregate().equals(first.aggregate());
            if (!unread && !right) {
                throw wrong(
                        first.number(), "the history of a registry must begin with a REGISTRY_ADDED that has its name");
            }
        } else if (first.aggregate().kind() == AggregateKind.REPO) {
            added.remove(new RepoId(first.aggregate().uuid()));
            if (event instanceof RepoEvent.RepoInitStarted started) {
                owners.putIfAbsent(started.registry(), first.number());
            } else if (!unread) {
                throw wrong(first.number(), "the history of a repository must begin with REPO_INIT_STARTED");
            }
        }
    }

    /** Nothing follows; all of the file was taken. */
    void end(HistoryFile file) {
        if (file.summary().events() == 0) {
            throw new UserError(Exit.USAGE, name + " has no events; there is nothing to import");
        }
        owners.forEach((registry, line) -> {
            if (!begun.contains(registry.aggregate())) {
                throw wrong(
                        line,
                        "a repository of registry " + file.names().text(registry)
                                + ", whose own history is not in the file");
            }
        });
        added.forEach((repo, line) -> {
            throw wrong(
                    line,
                    "repository " + file.names().text(repo.uuid())
                            + " is added, but its own history is not in the file");
        });
        if (file.summary().registries().isEmpty()) {
            throw new UserError(Exit.USAGE, name + " has no history of a registry; there is nothing to import");
        }
    }

    private UserError wrong(long line, String problem) {
        return new UserError(Exit.USAGE, name + ":" + line + ":1: " + problem);
    }
}
