package io.vedette.proto.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CaseFormat;
import io.vedette.proto.v1.CommentedContract.Field;
import io.vedette.proto.v1.CommentedContract.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Renders the pages of events and commands from the comments of the wire contract. */
class ReferencePagesTest {

    private static final Path FOLDER = Path.of("..", "docs", "reference");

    private static final String RENDERED = """
            Rendered from the wire contract; a test fails when they differ. Render it anew with `mvn -pl proto test \
            -Dtest=ReferencePagesTest -Dvedette.render=true`.""";

    private static final String EVENTS = """
            # Events

            What is stored, and all that is stored: everything that Vedette shows follows from these. An event is never
            changed and never removed. Names and fields are those of `vedette events` and of the files that `vedette
            export` writes.

            %s

            ## Of a registry

            %s
            ## Of a repository

            %s
            ## Fields

            Ids are 16 bytes on the wire; in lines they are text, and a registry is given by its name.

            %s
            ## The storage tiers of a repository

            %s
            ## How a change of tier ends

            The `code` of TIER_CHANGE_COMPLETED; on the wire each has TIER_CHANGE_ in front.

            %s
            ## The envelope

            What every event has besides its own fields, as it is on the wire. In a line of a history file `id`,
            `version`, `position`, `time` and `command` come after the event's own fields.

            %s""";

    private static final String COMMANDS = """
            # Commands

            What changes a registry or a repository: the messages of `vedette.v1.CommandService/Execute`, the methods of
            `RegistryClient` and, as far as people give them, the commands of the program have these names and fields.

            %s

            Every command has an id, a UUID that the client chooses. The same id with the same content gets the first
            answer again, for seven days; with other content it is refused with COMMAND_ID_REUSED. So a client that got
            no answer may send a command again. A command may name the version that the registry or the repository must
            have; another version is refused with VERSION_CONFLICT, which carries the current one.

            A refused command changes nothing. Its gRPC status carries a `google.rpc.ErrorInfo` with one of these reasons:

            | reason | gRPC code | means | metadata |
            |---|---|---|---|
            | INVALID_ARGUMENT | INVALID_ARGUMENT | a field breaks a rule | `field`, `rule` |
            | NOT_FOUND | NOT_FOUND | no such registry, root or repository | |
            | ALREADY_EXISTS | ALREADY_EXISTS | it is there with other content | `id` |
            | FAILED_PRECONDITION | FAILED_PRECONDITION | the state does not allow it | `state` |
            | VERSION_CONFLICT | ABORTED | another version than expected | `current_version` |
            | COMMAND_ID_REUSED | ALREADY_EXISTS | the id was used for another command | |
            | UNAVAILABLE | UNAVAILABLE | not now: the disk is full, the registry is stopping | |

            %s
            ## The request

            %s
            ## The answer

            %s""";

    @Test
    void thePageOfEventsIsWhatTheContractSays() throws IOException {
        CommentedContract contract = CommentedContract.of("events.proto");

        check(
                "events.md",
                EVENTS.formatted(
                        RENDERED,
                        events(contract.message("RegistryEvents")),
                        events(contract.message("RepoEvents")),
                        eventFields(contract.message("RegistryEvents"), contract.message("RepoEvents")),
                        values(contract.values("StorageTier")),
                        values(contract.values("TierChangeCode")).replace("| TIER_CHANGE_", "| "),
                        fields(contract.message("EventEnvelope"))));
    }

    @Test
    void thePageOfCommandsIsWhatTheContractSays() throws IOException {
        CommentedContract contract = CommentedContract.of("commands.proto");
        Message request = contract.message("CommandRequest");

        check(
                "commands.md",
                COMMANDS.formatted(
                        RENDERED,
                        request.fields().stream()
                                .filter(field -> field.field().hasTypeName())
                                .map(field -> command(contract, field))
                                .collect(Collectors.joining()),
                        fields(request),
                        fields(contract.message("CommandReply"))));
    }

    private static void check(String page, String expected) throws IOException {
        Path path = FOLDER.resolve(page);
        if (Boolean.getBoolean("vedette.render")) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, expected);
        }

        assertThat(Files.readString(path))
                .as("render it anew with -Dvedette.render=true")
                .isEqualTo(expected);
    }

    private static String events(Message family) {
        StringBuilder table = new StringBuilder("| event | number | fields | means |\n|---|---|---|---|\n");
        for (Message event : family.nested()) {
            String type = CaseFormat.UPPER_CAMEL.to(CaseFormat.UPPER_UNDERSCORE, event.name());
            table.append("| %s | %d | %s | %s |\n"
                    .formatted(
                            type,
                            EventType.valueOf(type).getNumber(),
                            event.fields().stream()
                                    .map(field -> "`" + field.name() + "`")
                                    .collect(Collectors.joining(", ")),
                            event.comment()));
        }
        return table.toString();
    }

    /** Each field once, with the events that have it; fields of one name that mean different things stay apart. */
    private static String eventFields(Message... families) {
        Map<List<String>, Set<String>> eventsOf = new LinkedHashMap<>();
        for (Message family : families) {
            for (Message event : family.nested()) {
                for (Field field : event.fields()) {
                    eventsOf.computeIfAbsent(List.of(field.name(), field.comment()), key -> new LinkedHashSet<>())
                            .add(CaseFormat.UPPER_CAMEL.to(CaseFormat.UPPER_UNDERSCORE, event.name()));
                }
            }
        }
        StringBuilder table = new StringBuilder("| field | means | in |\n|---|---|---|\n");
        eventsOf.forEach((field, events) -> table.append("| `%s` | %s | %s |\n"
                .formatted(field.get(0), field.get(1).replaceFirst("^16 bytes: ", ""), String.join(", ", events))));
        return table.toString();
    }

    private static String command(CommentedContract contract, Field choice) {
        String type = choice.field().getTypeName();
        Message command = contract.message(type.substring(type.lastIndexOf('.') + 1));
        return "## %s\n\n%s\n\n%s\n"
                .formatted(
                        CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_CAMEL, command.name()),
                        command.comment(),
                        fields(command));
    }

    private static String fields(Message message) {
        StringBuilder table = new StringBuilder("| field | number | means |\n|---|---|---|\n");
        for (Field field : message.fields()) {
            table.append("| `%s` | %d | %s |\n"
                    .formatted(field.field().getName(), field.field().getNumber(), field.comment()));
        }
        return table.toString();
    }

    private static String values(Map<String, String> values) {
        StringBuilder table = new StringBuilder("| value | means |\n|---|---|\n");
        values.forEach((name, comment) -> table.append("| %s | %s |\n".formatted(name, comment)));
        return table.toString();
    }
}
