package io.vedette.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.Descriptor;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import io.vedette.testkit.replay.HistoryReplay;
import io.vedette.workflows.WorkflowKinds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the reference of history files, and its schema, against the reader and the writer. */
class HistoryPagesTest {

    private static final Path SCHEMA = Path.of("..", "docs", "reference", "history-file.schema.json");
    private static final Path PAGE = Path.of("..", "docs", "reference", "history-files.md");
    private static final Path HOW_TO = Path.of("..", "docs", "how-to", "write-a-scenario.md");
    private static final Path CATALOGUE = Path.of("..", "examples", "histories");
    private static final String CALLS = "| call | fields |\n|---|---|\n";
    private static final Pattern EXAMPLE = Pattern.compile("(?:```json|<<'END')\\n(.*?)(?:```|END)\\n", Pattern.DOTALL);
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** What is wrong with a line beside its form: with its place among others, or with two of its values together. */
    private static final List<String> BEYOND_FORM = List.of(
            "stands here twice",
            "has started already",
            "was dropped already",
            "only one that was dropped is restored",
            "the next version of",
            "is not after",
            "is the name of the registry",
            "begins with PING_",
            "of which no line has an event",
            "leads from",
            "is not between",
            "is the number of",
            "at most 2147483647");

    private final Validator validator =
            new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
    private final URI schema = validator.registerSchema(HistorySchema.schema().toString());

    private boolean isValid(String line) {
        return validator.validate(schema, line).isValid();
    }

    @Test
    void theCommittedSchemaIsWhatTheReaderGoesBy() throws IOException {
        String text = PRETTY.toJson(HistorySchema.schema()) + "\n";
        if (Boolean.getBoolean("vedette.render")) {
            Files.writeString(SCHEMA, text);
        }

        assertThat(SCHEMA)
                .as("render it anew with -Dvedette.render=true")
                .content()
                .isEqualTo(text);
    }

    @Test
    void thePageListsEachCallWithItsFields() throws IOException {
        String table = Arrays.stream(CallName.values())
                .map(call -> "| `" + call.text() + "` | "
                        + call.fields().stream().map(field -> "`" + field + "`").collect(Collectors.joining(", "))
                        + " |\n")
                .collect(Collectors.joining());
        String page = Files.readString(PAGE);
        int start = page.indexOf(CALLS) + CALLS.length();
        String listed = page.substring(start, page.indexOf("\n\n", start) + 1);
        if (Boolean.getBoolean("vedette.render")) {
            Files.writeString(PAGE, page.replace(listed, table));
            return;
        }

        assertThat(listed).as("render it anew with -Dvedette.render=true").isEqualTo(table);
    }

    @Test
    void thePageNamesEachKindOfError() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(Arrays.stream(ErrorKind.values())
                        .map(kind -> "| `" + kind.text() + "` |")
                        .toList());
    }

    static Stream<Arguments> examples() throws IOException {
        List<Arguments> examples = new ArrayList<>();
        for (Path page : List.of(PAGE, HOW_TO)) {
            EXAMPLE.matcher(Files.readString(page))
                    .results()
                    .forEach(block -> examples.add(Arguments.of(page.getFileName(), block.group(1))));
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesOfThePagesAreReadAndValid(Path page, String block) {
        LineParser parser = new LineParser(new Names(), WorkflowKinds.builtIn());

        assertThat(block.lines().filter(line -> !line.startsWith("#") && !line.isBlank()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(parser.parse(1, line)).isNotNull())
                .allMatch(this::isValid);
    }

    @Test
    void theScenariosOfTheHowToHold() throws IOException {
        List<MatchResult> scenarios = Pattern.compile("> (\\w+\\.jsonl) <<'END'\\n(.*?)END\\n", Pattern.DOTALL)
                .matcher(Files.readString(HOW_TO))
                .results()
                .toList();

        assertThat(scenarios).hasSize(2).allSatisfy(scenario -> {
            HistoryFile file = HistoryFile.ofText(scenario.group(1), scenario.group(2));
            assertThat(HistoryReplay.of(file).prefixes("/ex/a").run().differences())
                    .isEmpty();
        });
    }

    static Stream<Descriptor> events() {
        return HistoryWriterTest.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsWrittenIsValid(Descriptor type) {
        assertReaderAndSchemaAgree(HistoryWriterTest.written(type).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'workflow':'w1','kind':'PING_REGISTRY','event':'PING_REGISTRY_PINGED','payload':'AQI='}",
                "{'workflow':'w1','kind':'MOVE_REPO','event':'MOVE_REPO_STARTED','aggregate':'workflow','repo':'r1'}",
                "{'workflow':'w1','kind':'MOVE_REPO','event':'MOVE_REPO_MOVED','shadowPath':'/s','fence':3,'version':4}",
                "{'workflow':'w1','kind':'MOVE_REPO','event':'MOVE_REPO_LOST','colour':'red'}",
                "{'workflow':'w1','kind':'DANCE','event':'DANCE_STARTED','repo':'r1','steps':4}",
                "{'aggregate':'workflow','workflow':'w1','event':'UNKNOWN_7','type':7,'version':1}",
                "{'aggregate':'registry','registry':'exreg','event':'MALFORMED_3','type':3,'reason':'no path'}",
                "{'aggregate':'repo','repo':'r1','event':'REPO_ERROR_SET','message':''}",
                "{'advance':'P1DT2H3M4.5S'}",
                "{'fail':{'call':'command.ping','error':'weak'}}",
                "{'expect':[{'call':'command.ping','workflow':'w1'}]}",
            })
    void otherLinesAreReadAndValid(String line) {
        assertReaderAndSchemaAgree(line.replace('\'', '"'));
    }

    static Stream<String> catalogue() throws IOException {
        try (Stream<Path> files = Files.list(CATALOGUE)) {
            List<String> lines = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("{"))
                        .forEach(lines::add);
            }
            return lines.stream().distinct();
        }
    }

    @Test
    void everyLineOfTheCatalogueIsValid() throws IOException {
        assertThat(catalogue()).hasSizeGreaterThan(200).allSatisfy(this::assertReaderAndSchemaAgree);
    }

    /**
     * Both take the line, and both or neither take it without one of its keys, or with one more. With a value of another
     * type nothing is read that is not valid; the reader knows more than a schema can say.
     */
    private void assertReaderAndSchemaAgree(String line) {
        assertThat(isRead(line)).as(line).isTrue();
        assertThat(isValid(line)).as(line).isTrue();
        JsonObject whole = JsonParser.parseString(line).getAsJsonObject();
        for (String key : whole.keySet()) {
            JsonObject less = whole.deepCopy();
            less.remove(key);
            assertThat(isValid(less.toString())).as(less.toString()).isEqualTo(isRead(less.toString()));
        }
        for (String key : whole.keySet()) {
            for (String other : List.of("null", "7", "\"7\"", "true", "[]", "{}")) {
                JsonObject changed = whole.deepCopy();
                changed.add(key, JsonParser.parseString(other));
                if (!isValid(changed.toString())) {
                    assertThat(isRead(changed.toString()))
                            .as(changed.toString())
                            .isFalse();
                }
            }
        }
        JsonObject more = whole.deepCopy();
        more.addProperty("colour", "red");
        assertThat(isValid(more.toString())).as(more.toString()).isEqualTo(isRead(more.toString()));
    }

    private static boolean isRead(String line) {
        try {
            new LineParser(new Names(), WorkflowKinds.builtIn()).parse(1, line);
            return true;
        } catch (LineError refused) {
            return false;
        }
    }

    static Stream<Arguments> bad() {
        return BadHistoryTest.bad();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsWrongInFormIsNotValid(String text, long line, int column, String problem) {
        String wrong = text.lines().toList().get((int) line - 1);

        assertThat(isValidJson(wrong) && isValid(wrong))
                .as(wrong)
                .isEqualTo(BEYOND_FORM.stream().anyMatch(problem::contains) && isValidJson(wrong));
    }

    /** JSON as the RFC has it, each key once; what is none has no schema. */
    private static boolean isValidJson(String line) {
        try {
            LineObject.parse(line);
            return true;
        } catch (LineError none) {
            return false;
        }
    }
}
