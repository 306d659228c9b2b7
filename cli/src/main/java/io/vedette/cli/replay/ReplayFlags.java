package io.vedette.cli.replay;

import io.vedette.cli.Exit;
import io.vedette.cli.PluginOptions;
import io.vedette.cli.UserError;
import io.vedette.testkit.history.HistorySummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is replayed how: the same for each run of one command. */
final class ReplayFlags {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The registry to observe. Default: the only one in the file.")
    @Nullable
    String name;

    @Option(
            names = "--prefix",
            paramLabel = "PATH",
            description = "Observe repositories at or below this path. May be given repeatedly. Default: all.")
    List<String> prefixes = List.of();

    @Option(names = "--streams", paramLabel = "N", description = "How many histories are read at a time. Default: 20.")
    int streams = 20;

    @Option(
            names = "--really",
            description = "Call the plug-ins for real: what they do is done. Default: they are told that calls are dry,"
                    + " in a temporary folder, and must declare that they heed that.")
    boolean really;

    @Mixin
    PluginOptions plugins = new PluginOptions();

    /** The registry's name. */
    String observed(String file, HistorySummary summary) {
        List<String> there = summary.registries();
        if (there.isEmpty()) {
            throw new UserError(Exit.USAGE, file + " has the history of no registry, so there is nothing to observe");
        }
        if (name == null && there.size() > 1) {
            throw new UserError(
                    Exit.USAGE,
                    file + " has several registries; say which: --name " + String.join(" | --name ", there));
        }
        if (name != null && !there.contains(name)) {
            throw new UserError(
                    Exit.USAGE,
                    "there is no registry " + name + " in " + file + "; it has " + String.join(", ", there));
        }
        return name == null ? there.get(0) : name;
    }

    /** The command that runs one order again. */
    String repeat(String file, long seed) {
        List<String> words = new ArrayList<>(List.of("vedette", "replay", file));
        if (name != null) {
            words.addAll(List.of("--name", name));
        }
        prefixes.forEach(prefix -> words.addAll(List.of("--prefix", prefix)));
        if (streams != 20) {
            words.addAll(List.of("--streams", Integer.toString(streams)));
        }
        for (Path jar : plugins.jars()) {
            words.addAll(List.of("--plugin", jar.toString()));
        }
        plugins.options().forEach(option -> words.addAll(List.of("--plugin-option", option)));
        if (really) {
            words.add("--really");
        }
        words.addAll(List.of("--seed", Long.toString(seed)));
        return String.join(" ", words.stream().map(ReplayFlags::quoted).toList());
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
