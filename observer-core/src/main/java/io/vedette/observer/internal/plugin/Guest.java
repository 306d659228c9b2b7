package io.vedette.observer.internal.plugin;

import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.plugin.Plugin;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginException;
import io.vedette.observer.plugin.PluginProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plug-in in its own class loader: found, then opened, then closed. Its parts are guarded. */
public final class Guest {

    private static final Logger log = LoggerFactory.getLogger(Guest.class);

    private final Path jar;
    private final PluginClassLoader loader;
    private final PluginProvider provider;
    private final String name;
    private final Set<String> options;
    private @Nullable Plugin plugin;
    private @Nullable Initializer initializer;
    private @Nullable Processor processor;

    private Guest(Path jar, PluginClassLoader loader, PluginProvider provider, String name, Set<String> options) {
        this.jar = jar;
        this.loader = loader;
        this.provider = provider;
        this.name = name;
        this.options = options;
    }

    /** Loads the provider of a jar whose manifest fits. */
    static Guest find(Path jar) {
        PluginManifest.check(jar);
        PluginClassLoader loader;
        try {
            loader = new PluginClassLoader(jar, Guest.class.getClassLoader());
        } catch (IOException unusable) {
            throw new PluginException("plug-in " + jar + " cannot be read: " + unusable.getMessage(), unusable);
        }
        try {
            return inside(loader, "plug-in " + jar + " cannot be loaded", () -> {
                PluginProvider provider = only(jar, loader);
                String name = Objects.requireNonNull(provider.name(), "it has no name");
                return new Guest(jar, loader, provider, name, Set.copyOf(provider.options()));
            });
        } catch (RuntimeException unusable) {
            release(loader);
            throw unusable;
        }
    }

    private static PluginProvider only(Path jar, ClassLoader loader) {
        List<ServiceLoader.Provider<PluginProvider>> found =
                ServiceLoader.load(PluginProvider.class, loader).stream().toList();
        if (found.size() != 1) {
            throw new PluginException(
                    "plug-in " + jar + " must have one provider, but its META-INF/services/"
                            + PluginProvider.class.getName() + " "
                            + (found.isEmpty()
                                    ? "is missing or empty"
                                    : "names " + found.size() + ": "
                                            + String.join(
                                                    ", ",
                                                    found.stream()
                                                            .map(each ->
                                                                    each.type().getName())
                                                            .toList())),
                    null);
        }
        return found.get(0).get();
    }

    /** Opens the plug-in and asks for its parts. */
    void open(PluginContext context) {
        inside(loader, this + " cannot be opened", () -> {
            Plugin opened = Objects.requireNonNull(provider.open(context), "it returned null instead of a Plugin");
            plugin = opened;
            Initializer makes = opened.initializer();
            initializer = makes == null ? null : new GuestInitializer(name, loader, makes);
            Processor opens = opened.processor();
            processor = opens == null ? null : new GuestProcessor(name, loader, opens);
            return opened;
        });
        if (initializer == null && processor == null) {
            throw new PluginException(this + " gives neither an Initializer nor a Processor", null);
        }
    }

    private static <T> T inside(ClassLoader loader, String failure, Callable<T> code) {
        try {
            return ContextLoader.call(loader, code);
        } catch (PluginException known) {
            throw known;
        } catch (Throwable thrown) {
            throw new PluginException(failure + ": " + reason(thrown).replaceAll("\\R", " "), thrown);
        }
    }

    /** Exceptions that say a rule to a person need no class name before it. */
    private static String reason(Throwable thrown) {
        boolean plain = thrown instanceof IllegalArgumentException
                || thrown instanceof IllegalStateException
                || thrown instanceof NullPointerException;
        String message = thrown.getMessage();
        return plain && message != null ? message : ErrorText.of(thrown);
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** The names of the options that it takes. */
    Set<String> options() {
        return options;
    }

    /** Its initializer; null if it gives none or is not open. */
    public @Nullable Initializer initializer() {
        return initializer;
    }

    /** Its processor; null if it gives none or is not open. */
    public @Nullable Processor processor() {
        return processor;
    }

    /** Closes the plug-in, if it was opened, and frees its classes. */
    void close() {
        Plugin opened = plugin;
        plugin = null;
        if (opened != null) {
            try {
                ContextLoader.call(loader, () -> {
                    opened.close();
                    return opened;
                });
            } catch (Throwable failed) {
                log.warn("{} could not be closed: {}", this, ErrorText.of(failed));
            }
        }
        release(loader);
    }

    private static void release(PluginClassLoader loader) {
        try {
            loader.close();
        } catch (IOException failed) {
            log.warn("the jar of {} could not be closed: {}", loader.getName(), ErrorText.of(failed));
        }
    }

    @Override
    public String toString() {
        return "plug-in " + name + " (" + jar + ")";
    }
}
