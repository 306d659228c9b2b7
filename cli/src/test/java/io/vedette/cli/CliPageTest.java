package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Renders the page of the program's commands from its grammar. */
class CliPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "cli.md");

    private static final String TEXT = """
            # The program

            `./vedette` at the root of the sources builds what is missing and starts the program. Results go to standard
            output, everything else to standard error. The same grammar holds everywhere: `--help` on each command,
            `-o table|json|jsonl` where there is a result, a duration as `10s`, `2m` or `PT1M30S`, a repository by its id
            or by its path. `vedette generate-completion` writes a completion for bash and zsh.

            | exit code | means |
            |---|---|
            | 0 | it went as asked |
            | 1 | something was found that should not be, or an expectation failed |
            | 2 | the command line is wrong, or a file or folder cannot be used |
            | 3 | the registry did not answer |
            | 4 | the registry refused a command |

            Ctrl-C and SIGTERM stop every command within five seconds.

            | variable | means |
            |---|---|
            | `VEDETTE_SERVER` | the registry server, where `--server` or `--registry` does not say it |

            Rendered from the program's grammar; a test fails when they differ. Render it anew with `mvn -pl cli -am test \
            -Dtest=CliPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dvedette.render=true`.
            """;

    @Test
    void thePageIsWhatTheProgramSaysOfItself() throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        StringBuilder page = new StringBuilder(TEXT);
        add(page, Vedette.commandLine(nowhere, nowhere));
        if (Boolean.getBoolean("vedette.render")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("render it anew with -Dvedette.render=true")
                .isEqualTo(page.toString());
    }

    private static void add(StringBuilder page, CommandLine command) {
        command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        page.append("\n## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```\n")
                .append(command.getUsageMessage(Ansi.OFF).strip())
                .append("\n```\n");
        Set<CommandLine> subcommands =
                new LinkedHashSet<>(command.getSubcommands().values());
        subcommands.forEach(subcommand -> add(page, subcommand));
    }
}
