package io.vedette.cli.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one {@link Hook} into a program while its classes are loaded. The process passes the hook as if it were not there
 * until a file, the fuse, exists; from then on it dies where it passes.
 */
public final class HookAgent {

    private HookAgent() {}

    /** What starts a process with a hook: options for its Java machine. */
    static List<String> options(Path folder, Hook hook, int passes, Path fuse) throws IOException {
        return List.of(
                "-D" + Tripwire.HOOK + "=" + hook,
                "-D" + Tripwire.PASSES + "=" + passes,
                "-D" + Tripwire.FUSE + "=" + fuse,
                "-Xshare:auto",
                "-javaagent:" + jar(folder));
    }

    /** The classes are on the program's class path; an agent's jar only has to say so. */
    private static Path jar(Path folder) throws IOException {
        Path jar = folder.resolve("hook-agent.jar");
        if (Files.notExists(jar)) {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().putValue("Premain-Class", HookAgent.class.getName());
            try (OutputStream file = Files.newOutputStream(jar)) {
                new JarOutputStream(file, manifest).close();
            }
        }
        return jar;
    }

    /** Called by the Java machine before the program begins. */
    public static void premain(String nothing, Instrumentation machine) {
        Hook.Place place = Tripwire.hook().place();
        String wanted = place.type().replace('.', '/');
        machine.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] file) {
                return wanted.equals(name) ? cut(place, loader, file) : null;
            }
        });
    }

    private static byte[] cut(Hook.Place place, ClassLoader loader, byte[] file) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(place.type(), file), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type =
                TypePool.Default.of(locator).describe(place.type()).resolve();
        Class<?> advice = place.edge() == Hook.Edge.BEFORE ? Before.class : After.class;
        return new ByteBuddy()
                .redefine(type, locator)
                .visit(Advice.to(advice).on(ElementMatchers.named(place.method())))
                .make()
                .getBytes();
    }

    private static final class Before {
        @Advice.OnMethodEnter
        static void pass(
                @Advice.This(optional = true, typing = Assigner.Typing.DYNAMIC) Object of,
                @Advice.AllArguments Object[] arguments) {
            Tripwire.pass(of, arguments);
        }
    }

    private static final class After {
        @Advice.OnMethodExit
        static void pass(
                @Advice.This(optional = true, typing = Assigner.Typing.DYNAMIC) Object of,
                @Advice.AllArguments Object[] arguments) {
            Tripwire.pass(of, arguments);
        }
    }
}
