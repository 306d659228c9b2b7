package io.vedette.observer.plugin;

import io.vedette.domain.Host;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a plug-in learns of the observer that it works for.
 *
 * @param options what the user set, by name
 * @param host the file server that the observer runs beside
 * @param shadowFolder where shadows are kept; absolute. The program's own file server may use it at the same time: a
 *     plug-in that makes no shadows writes elsewhere
 * @param dry whether a recorded history is about to be replayed by calls that are all {@linkplain
 *     io.vedette.observer.Cause#dry dry}: opening, too, then changes nothing outside of the shadow folder, where anything
 *     may be written
 */
public record PluginContext(Map<String, String> options, Host host, Path shadowFolder, boolean dry) {

    /** A context for real work. */
    public PluginContext(Map<String, String> options, Host host, Path shadowFolder) {
        this(options, host, shadowFolder, false);
    }

    /** Copies the options. */
    public PluginContext {
        if (!shadowFolder.isAbsolute()) {
            throw new IllegalArgumentException("the shadow folder " + shadowFolder + " is not absolute");
        }
        options = Map.copyOf(options);
    }

    /**
     * The value of an option that must be set, and not to nothing.
     *
     * @throws IllegalArgumentException if it is not; the message is for the user
     */
    public String required(String option) {
        String value = options.get(option);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("it needs the option " + option + "; set " + option + "=VALUE");
        }
        return value;
    }

    /** The value of an option, or what holds if it is not set. */
    public String optional(String option, String otherwise) {
        return options.getOrDefault(option, otherwise);
    }
}
