package io.vedette.testkit.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * How a process shall die: by the signal that {@code kill -9} sends, within the instruction.
 *
 * @param hooks the places in its code
 * @param changesBelow a folder: each change of files below it by Java's own classes is a place as well, just before it is
 *     made; null for none. Files that native libraries or memory mappings change are not seen
 * @param pass at which passing of any of these places it dies; 0 for never
 * @param fuse a file: passings count from when it exists; null if {@link Tripwire#arm} is called instead
 */
public record Kill(
        List<Hook> hooks,
        @Nullable Path changesBelow,
        int pass,
        @Nullable Path fuse) {

    static final String HOOKS = "vedette.kill.hooks";
    static final String CHANGES = "vedette.kill.changes";
    static final String PASS = "vedette.kill.pass";
    static final String FUSE = "vedette.kill.fuse";
    static final String CUTS = "vedette.kill.cuts";

    /** Copies the hooks. */
    public Kill {
        hooks = List.copyOf(hooks);
    }

    /** A death at one place, once a file exists. */
    public static Kill at(Hook hook, int pass, Path fuse) {
        return new Kill(List.of(hook), null, pass, fuse);
    }

    /**
     * Options for the Java machine that shall die. It needs the same class path as this one.
     *
     * @param folder where files are put that it needs
     * @throws IllegalStateException if Byte Buddy is missing, or the class of a hook
     */
    public List<String> options(Path folder) throws IOException {
        requireByteBuddy();
        Path cuts = Files.createTempDirectory(folder, "cuts");
        Cuts.write(this, cuts);
        List<String> options = new ArrayList<>();
        options.add("-D" + CUTS + "=" + cuts);
        options.add("-D" + PASS + "=" + pass);
        options.add("-D" + HOOKS + "=" + write());
        if (changesBelow != null) {
            options.add("-D" + CHANGES + "=" + changesBelow);
        }
        if (fuse != null) {
            options.add("-D" + FUSE + "=" + fuse);
        }
        options.add("-Xshare:auto");
        options.add("-javaagent:" + jar(folder));
        return options;
    }

    /** What the process finds in its properties. */
    static Kill ofThisProcess() {
        String changes = System.getProperty(CHANGES);
        String fuse = System.getProperty(FUSE);
        return new Kill(
                read(System.getProperty(HOOKS, "")),
                changes == null ? null : Path.of(changes),
                Integer.getInteger(PASS, 0),
                fuse == null ? null : Path.of(fuse));
    }

    private String write() {
        List<String> lines = new ArrayList<>();
        for (Hook hook : hooks) {
            lines.add(String.join("\t", hook.edge().name(), hook.type(), hook.method(), hook.saying()));
        }
        return String.join("\n", lines);
    }

    private static List<Hook> read(String text) {
        return text.lines()
                .map(line -> line.split("\t", 4))
                .map(part -> new Hook(part[1], part[2], Hook.Edge.valueOf(part[0]), part[3]))
                .toList();
    }

    private static void requireByteBuddy() {
        try {
            Class.forName("net.bytebuddy.ByteBuddy", false, Kill.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "hooks are cut into classes by Byte Buddy, which is not on the class path: add"
                            + " net.bytebuddy:byte-buddy in test scope",
                    missing);
        }
    }

    /** The classes are on the program's class path; an agent's jar only has to say so. */
    private static Path jar(Path folder) {
        Path jar = folder.resolve("hook-agent.jar");
        if (Files.notExists(jar)) {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().putValue("Premain-Class", HookAgent.class.getName());
            manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
            try (OutputStream file = Files.newOutputStream(jar)) {
                new JarOutputStream(file, manifest).close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return jar;
    }
}
