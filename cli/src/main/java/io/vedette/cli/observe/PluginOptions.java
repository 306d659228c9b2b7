package io.vedette.cli.observe;

import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.domain.Host;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginException;
import io.vedette.observer.plugin.Plugins;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of {@code vedette observe} that load plug-ins. */
final class PluginOptions {

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            arity = "1..*",
            description = "Load a plug-in. One that gives an Initializer takes the place of the git-shadow file server."
                    + " Processors are called after it when a repository is opened, in the order given here, and before"
                    + " it, in the reverse order, when one is closed. May be given repeatedly.")
    List<Path> jars = List.of();

    @Option(
            names = "--plugin-option",
            paramLabel = "KEY=VALUE",
            arity = "1..*",
            description = "Set an option of a plug-in; each gets those that it knows. May be given repeatedly.")
    List<String> options = List.of();

    /** Opens what was named. */
    Plugins open(String host, Path shadow) {
        try {
            return Plugins.open(jars, new PluginContext(values(), new Host(host), shadow.toAbsolutePath()));
        } catch (PluginException unusable) {
            throw new UserError(Exit.USAGE, String.valueOf(unusable.getMessage()));
        }
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
