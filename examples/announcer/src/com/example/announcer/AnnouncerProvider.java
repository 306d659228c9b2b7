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
    public boolean canRehearse() {
        return true;
    }

    /** In a rehearsal the announcements go where they tell nobody. */
    @Override
    public Plugin open(PluginContext context) throws IOException {
        Path file = Path.of(context.required("file"));
        return new Announcer(new Announcements(
                context.dry() ? context.shadowFolder().resolve("announcements.txt") : file));
    }
}
