package io.vedette.observer.internal.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * The classes of one plug-in: those of the JDK and of the {@linkplain SharedPackages shared packages} are the program's,
 * all others its own. Any other library of the program is not visible, so that its version may change and no plug-in
 * notices.
 */
final class PluginClassLoader extends URLClassLoader {

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
        return SharedPackages.hold(name) ? program.loadClass(name) : super.loadClass(name, resolve);
    }
}
