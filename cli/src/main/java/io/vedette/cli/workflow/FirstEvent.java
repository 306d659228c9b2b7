package io.vedette.cli.workflow;

import io.vedette.cli.Exit;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.domain.Event;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.Role;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The event by which a workflow of a kind begins, from what a person gives for its fields.
 *
 * @param <E> the family of events
 */
record FirstEvent<E extends WorkflowEvent>(WorkflowDefinition<?, E> definition, Class<? extends WorkflowEvent> type) {

    /** That of a kind, if anybody may post it. */
    static <E extends WorkflowEvent> FirstEvent<E> of(WorkflowDefinition<?, E> definition) {
        Transitions table = definition.transitions();
        return table.rows().stream()
                .filter(row -> row.from() == table.start() && row.by() != Role.SERVER)
                .findFirst()
                .map(row -> new FirstEvent<>(definition, row.event()))
                .orElseThrow(() -> new UserError(
                        Exit.USAGE,
                        "a workflow of kind " + definition.kind()
                                + " is begun by a registry and not by its first event; it has a command of its own,"
                                + " see: vedette --help"));
    }

    /** The name of the registry that it is about; empty where the fields do not say it. */
    String registry(Map<String, String> given) {
        for (RecordComponent field : type.getRecordComponents()) {
            if (field.getType() == RegistryId.class) {
                return given.getOrDefault(field.getName(), "");
            }
        }
        return "";
    }

    /** The event of these fields. */
    Event.OfWorkflow write(Map<String, String> given, Function<String, RepoId> repo) {
        Map<String, String> fields = new LinkedHashMap<>(given);
        for (RecordComponent field : type.getRecordComponents()) {
            if (field.getType() == RegistryId.class) {
                fields.computeIfPresent(
                        field.getName(), (name, text) -> RegistryId.ofName(text).toString());
            } else if (field.getType() == RepoId.class) {
                fields.computeIfPresent(
                        field.getName(),
                        (name, text) -> Repos.isPath(text) ? repo.apply(text).toString() : text);
            }
        }
        return definition.events().write(definition.kind(), definition.events().of(EventTypes.nameOf(type), fields));
    }
}
