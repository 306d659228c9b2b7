package io.vedette.observer.internal.plugin;

import io.vedette.observer.plugin.PluginApi;
import io.vedette.observer.plugin.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What a jar says of itself, read without loading any of its classes. */
final class PluginManifest {

    private PluginManifest() {}

    /**
     * Refuses a jar that is none or that was built for another API version.
     *
     * @throws PluginException if so
     */
    static void check(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new PluginException(
                    "plug-in " + jar + (Files.exists(jar) ? " is not a file" : " does not exist"), null);
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            check(jar, manifest == null ? new Attributes() : manifest.getMainAttributes());
        } catch (IOException unreadable) {
            throw new PluginException(
                    "plug-in " + jar + " cannot be read as a jar: " + unreadable.getMessage(), unreadable);
        }
    }

    private static void check(Path jar, Attributes attributes) {
        String api = attributes.getValue(PluginApi.ATTRIBUTE);
        if (api != null && api.strip().equals(Integer.toString(PluginApi.VERSION))) {
            return;
        }
        String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        throw new PluginException(
                "plug-in " + jar + " (" + (version == null ? "of no stated version" : "version " + version) + ") "
                        + (api == null
                                ? "does not say for which plug-in API it was built: its manifest has no "
                                        + PluginApi.ATTRIBUTE
                                : "was built for plug-in API " + api.strip())
                        + "; this program supports plug-in API " + PluginApi.VERSION,
                null);
    }
}
