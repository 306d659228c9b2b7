package io.vedette.cli.workflow;

import io.vedette.cli.Exit;
import io.vedette.cli.Kinds;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.cli.command.CommandFlags;
import io.vedette.client.RegistryClient;
import io.vedette.domain.WorkflowCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vedette begin workflow KIND}. */
@Command(name = "begin", description = "Begins something by hand.")
public final class BeginCommand {

    @Command(name = "workflow", description = "A workflow of any kind that begins by its own first event.")
    int workflow(
            @Mixin CommandFlags flags,
            @Mixin Repos repos,
            @Mixin WaitFlag wait,
            @Mixin Kinds plugins,
            @Parameters(paramLabel = "KIND", description = "The kind, as PING_REGISTRY or ping-registry.") String kind,
            @Option(names = "--id", paramLabel = "UUID", description = "The workflow's id. Default: a new one.")
                    @Nullable
                    UUID id,
            @Option(
                            names = "--field",
                            paramLabel = "NAME=VALUE",
                            description =
                                    "A field of the first event: a registry by its name, a repository by its id or"
                                            + " path. May be given repeatedly.")
                    @Nullable
                    List<String> fields) {
        Map<String, String> values = values(fields == null ? List.of() : fields);
        try (Kinds.Loaded loaded = plugins.load();
                RegistryClient client = flags.connect()) {
            WorkflowDefinition<?, ?> definition = named(loaded.kinds(), kind);
            wait.know(loaded.kinds());
            WorkflowId workflow = new WorkflowId(id == null ? flags.newId("workflow") : id);
            FirstEvent<?> first = FirstEvent.of(definition);
            String registry = first.registry(values);
            return Begun.by(
                    new WorkflowCommand.Append(workflow, first.write(values, repo -> repos.id(client, repo))),
                    workflow,
                    registry,
                    client,
                    flags,
                    wait);
        }
    }

    private static WorkflowDefinition<?, ?> named(WorkflowKinds kinds, String kind) {
        WorkflowDefinition<?, ?> definition =
                kinds.named(kind.toUpperCase(Locale.ROOT).replace('-', '_'));
        if (definition == null) {
            throw new UserError(
                    Exit.USAGE,
                    "there is no workflow kind " + kind + "; there are "
                            + String.join(
                                    ", ",
                                    kinds.all().stream()
                                            .map(WorkflowDefinition::kind)
                                            .toList()));
        }
        return definition;
    }

    private static Map<String, String> values(List<String> fields) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw new UserError(Exit.USAGE, "\"" + field + "\" is not a field; give it as NAME=VALUE");
            }
            if (values.put(field.substring(0, equals), field.substring(equals + 1)) != null) {
                throw new UserError(Exit.USAGE, "the field " + field.substring(0, equals) + " is given twice");
            }
        }
        return values;
    }
}
