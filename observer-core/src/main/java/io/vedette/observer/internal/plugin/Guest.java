package io.vedette.observer.internal.plugin;

import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.observer.WorkflowEffect;
import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.plugin.Plugin;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginException;
import io.vedette.observer.plugin.PluginProvider;
import io.vedette.workflows.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plug-in in its own class loader: found, then opened, then closed. Its parts are guarded. */
public final class Guest {

    private static final Logger log = LoggerFactory.getLogger(Guest.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Path jar;
    private final PluginClassLoader loader;
    private final PluginProvider provider;
    private final String name;
    private final Set<String> options;
    private final List<WorkflowDefinition<?, ?>> workflows;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable Plugin plugin;
    private @Nullable Initializer initializer;
    private @Nullable Processor processor;
    private Map<String, WorkflowEffect> effects = Map.of();

    private Guest(
            Path jar,
            PluginClassLoader loader,
            PluginProvider provider,
            String name,
            Set<String> options,
            List<WorkflowDefinition<?, ?>> workflows) {
        this.jar = jar;
        this.loader = loader;
        this.provider = provider;
        this.name = name;
        this.options = options;
        this.workflows = workflows;
    }

    /** Loads the provider of a jar whose manifest fits. */
    static Guest find(Path jar) {
        PluginManifest.check(jar);
        PluginClassLoader loader;
        try {
            loader = new PluginClassLoader(jar, Guest.class.getClassLoader());
        } catch (IOException unusable) {
            throw LoadError.of("plug-in " + jar + " cannot be read", unusable);
        }
        try {
            return inside(loader, "plug-in " + jar + " cannot be loaded", () -> {
                PluginProvider provider = Providers.only(loader);
                String name = Objects.requireNonNullElse(provider.name(), "");
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException("its name is \"" + name
                            + "\"; it must be a word of letters, digits, dots, hyphens and underscores");
                }
                Set<String> options = provider.options();
                if (options == null) {
                    throw new IllegalStateException("its provider returned null instead of its options");
                }
                List<WorkflowDefinition<?, ?>> workflows = provider.workflows();
                if (workflows == null) {
                    throw new IllegalStateException("its provider returned null instead of its workflows");
                }
                return new Guest(jar, loader, provider, name, Set.copyOf(options), List.copyOf(workflows));
            });
        } catch (RuntimeException unusable) {
            release(loader);
            throw unusable;
        }
    }

    /** Who replays a recorded history must not set off what it once set off. */
    void checkThatItCanRehearse() {
        if (!inside(loader, this + " cannot be asked whether it can rehearse", provider::canRehearse)) {
            throw new PluginException(
                    this + " does not say that it can rehearse: its calls might change files and systems"
                            + " that are in use; let its provider's canRehearse() return true once it heeds Cause.dry() and PluginContext.dry()");
        }
    }

    /** Opens the plug-in and asks for its parts. */
    void open(PluginContext context) {
        inside(loader, this + " cannot be opened", () -> {
            Plugin opened = provider.open(context);
            if (opened == null) {
                throw new IllegalStateException("its provider returned null instead of a Plugin");
            }
            plugin = opened;
            Initializer makes = opened.initializer();
            initializer = makes == null ? null : new GuestInitializer(name, loader, makes);
            Processor opens = opened.processor();
            processor = opens == null ? null : new GuestProcessor(name, loader, opens);
            effects = effects(opened.effects());
            return opened;
        });
        boolean onlyWorks = initializer == null && !workflows.isEmpty();
        if (processor == null && !onlyWorks) {
            throw new PluginException(this
                    + (initializer == null
                            ? " gives neither an Initializer nor a Processor, and no workflows; its Plugin must give a"
                                    + " Processor"
                            : " gives an Initializer and no Processor; its Plugin must give both, since who makes"
                                    + " shadows in a way of its own must open them too"));
        }
    }

    @SuppressWarnings("ConstantValue") // plug-ins are not checked for null
    private Map<String, WorkflowEffect> effects(Map<String, WorkflowEffect> given) {
        if (given == null) {
            throw new IllegalStateException("its Plugin returned null instead of its effects");
        }
        Map<String, WorkflowEffect> guarded = new HashMap<>();
        given.forEach((effect, code) -> guarded.put(
                effect,
                (call, cause) -> GuestCall.of(
                        effect + " of plug-in " + name,
                        cause == null ? null : cause.repository().repo(),
                        loader,
                        () -> code.perform(call, cause))));
        return Map.copyOf(guarded);
    }

    private static <T> T inside(ClassLoader loader, String failure, Callable<T> code) {
        try {
            return ContextLoader.call(loader, code);
        } catch (Throwable thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw LoadError.of(failure, thrown);
        }
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** The names of the options that it takes. */
    Set<String> options() {
        return options;
    }

    /** The kinds of workflow that it defines. */
    public List<WorkflowDefinition<?, ?>> workflows() {
        return workflows;
    }

    /** What carries out their effects, by name; empty if it is not open. */
    public Map<String, WorkflowEffect> effects() {
        return effects;
    }

    /** Its initializer; null if it gives none or is not open. */
    public @Nullable Initializer initializer() {
        return initializer;
    }

    /** Its processor; null if it gives none or is not open. */
    public @Nullable Processor processor() {
        return processor;
    }

    /**
     * Closes the plug-in, if it was opened, and frees its classes; only the first call does. One that does not return in time is interrupted and left
     * behind with its classes.
     */
    void close(Duration patience) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        Plugin opened = plugin;
        if (opened == null || closed(opened, patience)) {
            release(loader);
        }
    }

    private boolean closed(Plugin opened, Duration patience) {
        Thread closing = new Thread(() -> close(opened), "vedette-close-" + name);
        closing.setContextClassLoader(loader);
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!closing.isAlive()) {
            return true;
        }
        log.warn("{} does not close within {} ms; it is left behind", this, patience.toMillis());
        closing.interrupt();
        return false;
    }

    private void close(Plugin opened) {
        try {
            opened.close();
        } catch (Throwable failed) {
            log.warn("{} could not be closed: {}", this, ErrorText.of(failed));
        }
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
