package io.vedette.cli;

import io.vedette.observer.plugin.Plugins;
import io.vedette.workflows.WorkflowKinds;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The kinds of workflow that a command knows: the built-in ones and those of plug-ins. */
public final class Kinds {

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            arity = "1..*",
            description = "Know the kinds of workflow that a plug-in defines. May be given repeatedly.")
    List<Path> jars = List.of();

    /** The built-in ones. */
    public static WorkflowKinds known() {
        return WorkflowKinds.builtIn();
    }

    /** What was asked for, with the jars open. */
    public static final class Loaded implements AutoCloseable {
        private final Plugins plugins;

        private Loaded(Plugins plugins) {
            this.plugins = plugins;
        }

        /** The kinds. */
        public WorkflowKinds kinds() {
            return usable(plugins);
        }

        @Override
        public void close() {
            plugins.close();
        }
    }

    /** Loads the jars that were named; no code of theirs runs but that of the definitions. */
    public Loaded load() {
        return new Loaded(PluginOptions.usable(() -> Plugins.find(jars)));
    }

    /** The kinds that a program with these plug-ins knows. */
    public static WorkflowKinds usable(Plugins plugins) {
        return PluginOptions.usable(plugins::kinds);
    }
}
