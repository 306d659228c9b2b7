package io.vedette.cli;

import io.vedette.cli.bench.BenchCommand;
import io.vedette.cli.command.AddCommand;
import io.vedette.cli.command.ClearCommand;
import io.vedette.cli.command.CreateCommand;
import io.vedette.cli.command.InitCommand;
import io.vedette.cli.command.ReinitCommand;
import io.vedette.cli.command.RemoveCommand;
import io.vedette.cli.demo.DemoCommand;
import io.vedette.cli.events.EventsCommand;
import io.vedette.cli.events.ExportCommand;
import io.vedette.cli.events.ImportCommand;
import io.vedette.cli.explain.ExplainCommand;
import io.vedette.cli.get.GetCommand;
import io.vedette.cli.lever.PauseCommand;
import io.vedette.cli.lever.ResumeCommand;
import io.vedette.cli.lever.RetryCommand;
import io.vedette.cli.observe.ObserveCommand;
import io.vedette.cli.replay.ReplayCommand;
import io.vedette.cli.serve.RegistryCommandGroup;
import io.vedette.cli.workflow.AbortCommand;
import io.vedette.cli.workflow.BeginCommand;
import io.vedette.cli.workflow.ConfirmCommand;
import io.vedette.cli.workflow.FreezeCommand;
import io.vedette.cli.workflow.GiveUpCommand;
import io.vedette.cli.workflow.MoveCommand;
import io.vedette.cli.workflow.PingCommand;
import io.vedette.cli.workflow.UnfreezeCommand;
import io.vedette.domain.EventId;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The program. */
@Command(
        name = "vedette",
        description = "A reactive, event-sourcing observer engine.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class Vedette {

    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            RegistryCommandGroup.class,
            ObserveCommand.class,
            CreateCommand.class,
            AddCommand.class,
            RemoveCommand.class,
            InitCommand.class,
            ReinitCommand.class,
            ClearCommand.class,
            MoveCommand.class,
            FreezeCommand.class,
            UnfreezeCommand.class,
            PingCommand.class,
            BeginCommand.class,
            AbortCommand.class,
            GiveUpCommand.class,
            ConfirmCommand.class,
            GetCommand.class,
            EventsCommand.class,
            ExplainCommand.class,
            RetryCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ReplayCommand.class,
            BenchCommand.class,
            AutoComplete.GenerateCompletion.class);

    /** What is logged of commands that themselves tell what happens. */
    private static final Map<String, String> TELLING = Map.of("demo", "WARN", "replay", "ERROR");

    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Vedette() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (args.length > 0 && System.getProperty(Logging.LEVEL) == null && TELLING.containsKey(args[0])) {
            System.setProperty(Logging.LEVEL, TELLING.get(args[0]));
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        StandardOutput stdout = new StandardOutput();
        PrintWriter out = stdout.writer();
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = execute(out, err, args);
        out.flush();
        String failure = stdout.failure();
        if (failure != null) {
            err.println("vedette: cannot write all of the result to standard output: " + failure);
            exit = exit == Exit.OK ? Exit.FINDINGS : exit;
        }
        Runtime.getRuntime().exit(exit);
    }

    /** The program's grammar, printing where it is told. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return commandLine(COMMANDS, out, err);
    }

    /** Runs a command line, printing where it is told; the exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return commandLine(needed(args), out, err).execute(args);
    }

    /** To build the whole grammar takes longer than what most commands do; one that is named needs no other. */
    private static List<Class<?>> needed(String... args) {
        return COMMANDS.stream()
                .filter(each -> args.length > 0
                        && each.getAnnotation(Command.class).name().equals(args[0])
                        && each != AutoComplete.GenerateCompletion.class)
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static CommandLine commandLine(List<Class<?>> commands, PrintWriter out, PrintWriter err) {
        Failures failures = new Failures();
        CommandLine line = new CommandLine(new Vedette());
        commands.forEach(line::addSubcommand);
        return line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .registerConverter(EventId.class, plainly(EventId::of))
                .registerConverter(UUID.class, plainly(Vedette::uuid))
                .registerConverter(Duration.class, plainly(Vedette::duration))
                .registerConverter(HostPort.class, plainly(HostPort::parse))
                .setExitCodeExceptionMapper(failures);
    }

    private static UUID uuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a UUID");
        }
        return UUID.fromString(text);
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text.regionMatches(true, 0, "P", 0, 1) ? text : "PT" + text);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration; give it as 10s, 2m or PT1M30S", wrong);
        }
    }

    /** A converter whose errors say the rule and not the exception's class. */
    private static <T> ITypeConverter<T> plainly(Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        };
    }
}
