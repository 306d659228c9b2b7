package io.vedette.testkit.kill;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Cuts hooks into a program while its classes are loaded. What is cut in finds {@link Tripwire} through the system's
 * properties, since classes of the Java machine cannot see it.
 */
public final class HookAgent {

    /** The property whose value is the consumer of what is passed. */
    static final String WIRE = "vedette.kill.wire";

    private HookAgent() {}

    /** Called by the Java machine before the program begins. */
    public static void premain(String nothing, Instrumentation machine) throws UnmodifiableClassException {
        Kill kill = Kill.ofThisProcess();
        System.getProperties().put(WIRE, Tripwire.wire());
        Set<String> wanted =
                kill.hooks().stream().map(hook -> hook.type().replace('.', '/')).collect(Collectors.toSet());
        machine.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] file) {
                return wanted.contains(name) ? orDie(() -> hooks(kill, name.replace('/', '.'), loader, file)) : null;
            }
        });
        if (kill.changesBelow() != null) {
            cutIntoFiles(machine);
        }
    }

    private static void cutIntoFiles(Instrumentation machine) throws UnmodifiableClassException {
        ClassFileTransformer transformer = new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] file) {
                Set<String> methods = FileChanges.METHODS.get(name.replace('/', '.'));
                return before == null || methods == null ? null : orDie(() -> changes(before.getName(), methods, file));
            }
        };
        machine.addTransformer(transformer, true);
        machine.retransformClasses(FileChanges.classes());
        machine.removeTransformer(transformer);
    }

    private interface Cut {
        byte[] make();
    }

    /** The Java machine would not say that a class was left as it was. */
    private static byte[] orDie(Cut cut) {
        try {
            return cut.make();
        } catch (Throwable failed) {
            failed.printStackTrace();
            Runtime.getRuntime().halt(70);
            throw failed;
        }
    }

    private static byte[] hooks(Kill kill, String type, ClassLoader loader, byte[] file) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(type, file), ClassFileLocator.ForClassLoader.of(loader));
        DynamicType.Builder<?> cut = redefine(type, locator);
        for (Hook hook : kill.hooks()) {
            if (hook.type().equals(type)) {
                Class<?> advice = hook.edge() == Hook.Edge.BEFORE ? Before.class : After.class;
                cut = cut.visit(Advice.to(advice).on(ElementMatchers.named(hook.method())));
            }
        }
        return cut.make().getBytes();
    }

    private static byte[] changes(String type, Set<String> methods, byte[] file) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(type, file), ClassFileLocator.ForClassLoader.ofBootLoader());
        Class<?> advice = FileChanges.OPEN_FILES.contains(type) ? OpenFile.class : Before.class;
        return redefine(type, locator)
                .visit(Advice.to(advice).on(ElementMatchers.namedOneOf(methods.toArray(String[]::new))))
                .make()
                .getBytes();
    }

    private static DynamicType.Builder<?> redefine(String type, ClassFileLocator locator) {
        TypeDescription described = TypePool.Default.of(locator).describe(type).resolve();
        return new ByteBuddy().redefine(described, locator);
    }

    // Advices repeat each other: their bodies are copied into classes that can see nothing of this one.

    private static final class Before {
        @Advice.OnMethodEnter
        @SuppressWarnings({"unchecked", "rawtypes"})
        static void pass(
                @Advice.Origin("#t.#m") String place,
                @Advice.This(optional = true, typing = Assigner.Typing.DYNAMIC) Object of,
                @Advice.AllArguments Object[] arguments) {
            Object wire = System.getProperties().get("vedette.kill.wire");
            if (wire instanceof Consumer consumer) {
                consumer.accept(new Object[] {"BEFORE", place, of, arguments});
            }
        }
    }

    private static final class After {
        @Advice.OnMethodExit
        @SuppressWarnings({"unchecked", "rawtypes"})
        static void pass(
                @Advice.Origin("#t.#m") String place,
                @Advice.This(optional = true, typing = Assigner.Typing.DYNAMIC) Object of,
                @Advice.AllArguments Object[] arguments) {
            Object wire = System.getProperties().get("vedette.kill.wire");
            if (wire instanceof Consumer consumer) {
                consumer.accept(new Object[] {"AFTER", place, of, arguments});
            }
        }
    }

    /** For classes that stand for an open file, and keep its path. */
    private static final class OpenFile {
        @Advice.OnMethodEnter
        @SuppressWarnings({"unchecked", "rawtypes"})
        static void pass(
                @Advice.Origin("#t.#m") String place,
                @Advice.FieldValue(value = "path", typing = Assigner.Typing.DYNAMIC) Object of,
                @Advice.AllArguments Object[] arguments) {
            Object wire = System.getProperties().get("vedette.kill.wire");
            if (wire instanceof Consumer consumer) {
                consumer.accept(new Object[] {"BEFORE", place, of, arguments});
            }
        }
    }
}
