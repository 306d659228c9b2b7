package io.vedette.testkit.history;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.Mark;
import io.vedette.domain.Recorded;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the lines before say of a workflow's repository, for the fields that a line leaves out. Only who writes a file by hand
 * leaves any out, so it is enough to know those repositories that the file was about last.
 */
final class Backdrop {

    private static final int MOST = 1000;

    private final Map<RepoId, RepoView> repos = new Recent<>();
    private final Map<UUID, RepoId> workflows = new Recent<>();

    /** Notes an event. */
    void seen(AggregateId aggregate, Event event) {
        if (aggregate.kind() != AggregateKind.REPO) {
            return;
        }
        RepoId repo = new RepoId(aggregate.uuid());
        RepoView before = repos.get(repo);
        if (before == null && !(event instanceof RepoEvent.RepoInitStarted)) {
            return;
        }
        RepoView view = before == null ? RepoView.empty(repo) : before;
        long version = view.version() + 1;
        repos.put(
                repo, view.evolve(new Recorded(new EventId(0, version), null, aggregate, version, 0, 0, null, event)));
        WorkflowId workflow = EventFormat.workflowOf(event);
        if (workflow != null) {
            workflows.put(workflow.uuid(), repo);
        }
    }

    /** The texts of fields that are known, by their names. */
    Map<String, String> of(UUID workflow, @Nullable RepoId named) {
        RepoId repo = named == null ? workflows.get(workflow) : named;
        RepoView view = repo == null ? null : repos.get(repo);
        Location here = view == null ? null : view.location();
        if (view == null || here == null) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        texts.put("registry", String.valueOf(view.registry()));
        texts.put("author", String.valueOf(view.creator()));
        texts.put("path", here.path().value());
        texts.put("host", here.host().name());
        texts.put("hostPath", here.hostPath().value());
        texts.put("oldPath", here.path().value());
        texts.put("oldHost", here.host().name());
        texts.put("oldHostPath", here.hostPath().value());
        HostPath shadow = here.shadow();
        if (shadow != null) {
            texts.put("oldShadowPath", shadow.value());
        }
        Relocation relocation = view.relocation();
        Mark began = view.relocated();
        if (relocation != null && began != null && relocation.workflow().uuid().equals(workflow)) {
            texts.put("fence", Long.toString(began.version()));
            told(relocation, texts);
        }
        return texts;
    }

    private static void told(Relocation relocation, Map<String, String> texts) {
        if (relocation instanceof Relocation.Move move) {
            texts.put("newPath", move.path().value());
            texts.put("newHost", move.host().name());
            texts.put("newHostPath", move.hostPath().value());
        } else if (relocation instanceof Relocation.ShadowMove move) {
            texts.put("newShadowPath", move.shadow().value());
        } else if (relocation instanceof Relocation.TierChange change) {
            texts.put("author", change.author().value());
        }
    }

    /** A map that forgets what was asked for or changed longest ago. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }
}
