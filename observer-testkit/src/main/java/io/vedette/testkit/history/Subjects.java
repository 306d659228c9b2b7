package io.vedette.testkit.history;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.testkit.history.HistoryLine.Fail;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** The repositories and workflows that lines are about. */
final class Subjects {

    private Subjects() {}

    static Set<UUID> of(HistoryLine line) {
        Set<UUID> ids = new HashSet<>();
        if (line instanceof Fail fail && fail.repo() != null) {
            ids.add(fail.repo().uuid());
        } else if (line instanceof Occurred occurred) {
            if (occurred.aggregate().kind() != AggregateKind.REGISTRY) {
                ids.add(occurred.aggregate().uuid());
            }
            mentioned(occurred.event(), ids);
        }
        return ids;
    }

    /** By their types, so that an event that is added to the domain needs nothing here. */
    private static void mentioned(Event event, Set<UUID> ids) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(event);
                if (value instanceof RepoId repo) {
                    ids.add(repo.uuid());
                } else if (value instanceof WorkflowId workflow) {
                    ids.add(workflow.uuid());
                }
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("cannot read " + component, broken);
            }
        }
    }
}
