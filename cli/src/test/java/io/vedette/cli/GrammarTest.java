package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A command that is named is understood as it would be by the whole grammar. */
class GrammarTest {

    @Test
    void eachCommandSaysTheSameAloneAsAmongAll() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine all = Vedette.commandLine(nowhere, nowhere);

        assertThat(all.getSubcommands()).hasSizeGreaterThan(20);
        all.getSubcommands()
                .forEach((name, command) ->
                        assertThat(Program.run(name, "--help").out()).as(name).isEqualTo(command.getUsageMessage()));
    }

    @Test
    void whatIsNoCommandIsComparedWithAllOfThem() {
        assertThat(Program.run("observ").err()).contains("observe");
        assertThat(Program.run("--help").out()).contains(Set.of("observe", "generate-completion", "give-up"));
    }
}
