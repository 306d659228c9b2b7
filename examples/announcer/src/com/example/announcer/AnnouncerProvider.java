package com.example.announcer;

import io.vedette.observer.plugin.Plugin;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Where the program finds the plug-in. */
public final class AnnouncerProvider implements PluginProvider {

    @Override
    public String name() {
        return "announcer";
    }

    @Override
    public Set<String> options() {
        return Set.of("file");
    }

    @Override
    public Plugin open(PluginContext context) throws IOException {
        return new Announcer(new Announcements(Path.of(context.required("file"))));
    }
}
