package io.vedette.cli;

import io.vedette.domain.Host;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginException;
import io.vedette.observer.plugin.Plugins;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that load plug-ins, the same wherever an observer runs. */
public final class PluginOptions {

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            arity = "1..*",
            description =
                    "Load a plug-in. One that gives an Initializer takes the place of the program's own file server."
                            + " Processors are called after it when a repository is opened, in the order given here, and before"
                            + " it, in the reverse order, when one is closed. May be given repeatedly.")
    List<Path> jars = List.of();

    @Option(
            names = "--plugin-option",
            paramLabel = "KEY=VALUE",
            arity = "1..*",
            description = "Set an option of a plug-in; each gets those that it knows. May be given repeatedly.")
    List<String> options = List.of();

    /** The jars that were named. */
    public List<Path> jars() {
        return jars;
    }

    /** The options that were set, as KEY=VALUE. */
    public List<String> options() {
        return options;
    }

    /** Opens what was named, for real work. */
    public Plugins open(String host, Path shadow) {
        return open(jars, host, shadow);
    }

    /** Opens other jars with the same options, for real work. */
    public Plugins open(List<Path> others, String host, Path shadow) {
        PluginContext context = context(host, shadow);
        return usable(() -> Plugins.open(others, context));
    }

    /** Opens jars with the options that were named, for calls that change nothing outside of a folder. */
    public Plugins openToRehearse(List<Path> others, String host, Path scratch) {
        PluginContext context = context(host, scratch);
        return usable(() -> Plugins.openToRehearse(others, context));
    }

    /** What is asked of plug-ins; one that cannot be used is an error of whoever named it. */
    static <T> T usable(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (PluginException unusable) {
            throw new UserError(Exit.USAGE, String.valueOf(unusable.getMessage()));
        }
    }

    private PluginContext context(String host, Path shadow) {
        return new PluginContext(values(), new Host(host), shadow.toAbsolutePath());
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new UserError(
                        Exit.USAGE, "\"" + option + "\" is not an option of a plug-in; give it as KEY=VALUE");
            }
            String key = option.substring(0, equals);
            if (values.put(key, option.substring(equals + 1)) != null) {
                throw new UserError(Exit.USAGE, "the plug-in option " + key + " is given twice");
            }
        }
        return values;
    }
}
