package io.vedette.observer.internal.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of one plug-in: those of the JDK and of the contract are the program's, all others its own. A library of
 * the program that is not of the contract is not visible, so that its version may change and no plug-in notices.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final List<String> CONTRACT =
            List.of("io.vedette.", "reactor.", "org.reactivestreams.", "org.slf4j.", "org.jspecify.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader program;

    PluginClassLoader(Path jar, ClassLoader program) throws MalformedURLException {
        super("plug-in " + jar.getFileName(), new URL[] {jar.toUri().toURL()}, getPlatformClassLoader());
        this.program = program;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (CONTRACT.stream().anyMatch(name::startsWith)) {
            try {
                return program.loadClass(name);
            } catch (ClassNotFoundException ownInASharedPackage) {
                return super.loadClass(name, resolve);
            }
        }
        return super.loadClass(name, resolve);
    }
}
