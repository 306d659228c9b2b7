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
            throw new PluginException("plug-in " + jar + (Files.exists(jar) ? " is not a file" : " does not exist")
                    + "; give the path of a plug-in's jar");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            check(jar, manifest == null ? new Attributes() : manifest.getMainAttributes());
        } catch (IOException | SecurityException unreadable) {
            throw new PluginException(
                    "plug-in " + jar + " cannot be read as a jar: " + unreadable.getMessage()
                            + "; if you may read it, it is damaged: build it again",
                    unreadable);
        }
    }

    private static void check(Path jar, Attributes attributes) {
        String supported = Integer.toString(PluginApi.VERSION);
        String api = attributes.getValue(PluginApi.ATTRIBUTE);
        if (api != null && api.strip().equals(supported)) {
            return;
        }
        String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        String which = "plug-in " + jar + (version == null ? "" : " (version " + version + ")");
        throw new PluginException(
                api == null
                        ? which + " does not say for which plug-in API it was built: its manifest has no "
                                + PluginApi.ATTRIBUTE + "; build it with " + PluginApi.ATTRIBUTE + ": " + supported
                        : which + " was built for plug-in API " + api.strip()
                                + ", but this program supports plug-in API " + supported
                                + "; use a version of it that was built for that one");
    }
}
