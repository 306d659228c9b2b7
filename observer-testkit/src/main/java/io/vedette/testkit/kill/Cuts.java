package io.vedette.testkit.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Cuts hooks into classes here, so that the many processes that die need not do it each for itself: a process finds the
 * ready class files in a folder. What is cut in finds {@link Tripwire} through the system's properties, since classes of
 * the Java machine cannot see it.
 */
final class Cuts {

    private static final Map<Cut, byte[]> MADE = new ConcurrentHashMap<>();

    private final Map<String, Cut> cuts = new TreeMap<>();

    /** The hooks of one class. */
    private record Cut(String type, boolean isOpenFile, Set<String> before, Set<String> after) {

        Cut(String type) {
            this(type, FileChanges.OPEN_FILES.contains(type), new TreeSet<>(), new TreeSet<>());
        }
    }

    private Cuts(Kill kill) {
        for (Hook hook : kill.hooks()) {
            Cut cut = cuts.computeIfAbsent(hook.type(), Cut::new);
            (hook.edge() == Hook.Edge.BEFORE ? cut.before : cut.after).add(hook.method());
        }
        if (kill.changesBelow() != null) {
            FileChanges.METHODS.forEach((type, methods) ->
                    cuts.computeIfAbsent(type, Cut::new).before.addAll(methods));
        }
    }

    /**
     * Writes the class files that a process needs, each under its class's name.
     *
     * @throws IllegalStateException if a hook's class is not on the class path
     */
    static void write(Kill kill, Path folder) throws IOException {
        for (Cut cut : new Cuts(kill).cuts.values()) {
            Files.write(folder.resolve(cut.type), MADE.computeIfAbsent(cut, Cuts::make));
        }
    }

    private static byte[] make(Cut cut) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.ForClassLoader.of(Cuts.class.getClassLoader()),
                ClassFileLocator.ForClassLoader.ofBootLoader());
        TypePool.Resolution found = TypePool.Default.of(locator).describe(cut.type);
        if (!found.isResolved()) {
            throw new IllegalStateException("a hook names class " + cut.type + ", which is not on the class path");
        }
        TypeDescription type = found.resolve();
        DynamicType.Builder<?> changed = new ByteBuddy().redefine(type, locator);
        if (!cut.before.isEmpty()) {
            Class<?> advice = cut.isOpenFile ? OpenFile.class : Before.class;
            changed = changed.visit(Advice.to(advice).on(named(cut.before)));
        }
        if (!cut.after.isEmpty()) {
            changed = changed.visit(Advice.to(After.class).on(named(cut.after)));
        }
        return changed.make().getBytes();
    }

    private static ElementMatcher<MethodDescription> named(Set<String> methods) {
        return ElementMatchers.namedOneOf(methods.toArray(String[]::new));
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
