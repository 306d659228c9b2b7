package io.vedette.observer.internal.plugin;

import io.vedette.observer.plugin.PluginProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the provider of a plug-in. */
final class Providers {

    private static final String FILE = "META-INF/services/" + PluginProvider.class.getName();

    private Providers() {}

    /**
     * The one provider that a class loader's jar names.
     *
     * @throws IllegalStateException if there is none or more than one
     */
    static PluginProvider only(ClassLoader loader) {
        List<ServiceLoader.Provider<PluginProvider>> found =
                ServiceLoader.load(PluginProvider.class, loader).stream().toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("it has no provider: its " + FILE
                    + " is missing or empty; name the class there that implements PluginProvider");
        }
        if (found.size() > 1) {
            throw new IllegalStateException("it has " + found.size() + " providers, "
                    + found.stream().map(each -> each.type().getName()).collect(Collectors.joining(" and "))
                    + ", but a jar may have one; leave one of them in its " + FILE);
        }
        return found.get(0).get();
    }
}
