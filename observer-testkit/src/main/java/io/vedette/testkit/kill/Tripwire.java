package io.vedette.testkit.kill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a process with a {@link Kill} dies. A process that shall not die notes what it passes. */
public final class Tripwire {

    private static final Kill KILL = Kill.ofThisProcess();
    private static final @Nullable FileChanges CHANGES =
            KILL.changesBelow() == null ? null : new FileChanges(KILL.changesBelow());
    private static final AtomicInteger PASSED = new AtomicInteger();
    private static final List<Passing> NOTED = new CopyOnWriteArrayList<>();
    /** What looks at a passing may itself pass something. */
    private static final ThreadLocal<Boolean> LOOKING = ThreadLocal.withInitial(() -> false);

    private static volatile boolean armed;

    private Tripwire() {}

    /**
     * What a process passed.
     *
     * @param number the how manieth passing it was, from 1
     * @param place where, for people
     * @param fresh whether a death there leaves other files than one at the passing before; always true where files are
     *     not watched
     * @param calls the program's own calls that led there, innermost first: class, method and line
     */
    public record Passing(int number, String place, boolean fresh, List<String> calls) {

        /** Copies the calls. */
        public Passing {
            calls = List.copyOf(calls);
        }

        /** One whose calls are not known. */
        public Passing(int number, String place, boolean fresh) {
            this(number, place, fresh, List.of());
        }
    }

    /** From now on passings count, in a process without a fuse. */
    public static void arm() {
        armed = true;
    }

    /** From now on passings do not count, in a process without a fuse. */
    public static void disarm() {
        armed = false;
    }

    /** What was passed, in order, in a process that shall not die. */
    public static List<Passing> noted() {
        return List.copyOf(NOTED);
    }

    /** Passes a place that is no method. */
    public static void pass(String place) {
        if (isArmed()) {
            passed(place, true);
        }
    }

    static Consumer<Object[]> wire() {
        return passing -> {
            if (!LOOKING.get() && isArmed()) {
                LOOKING.set(true);
                try {
                    look((String) passing[0], (String) passing[1], passing[2], (Object[]) passing[3]);
                } finally {
                    LOOKING.set(false);
                }
            }
        };
    }

    private static boolean isArmed() {
        Path fuse = KILL.fuse();
        return fuse == null ? armed : Files.exists(fuse);
    }

    private static void look(String edge, String place, @Nullable Object of, Object[] arguments) {
        if (CHANGES != null && FileChanges.METHODS.containsKey(place.substring(0, place.lastIndexOf('.')))) {
            String change = CHANGES.about(place, of, arguments);
            if (change != null) {
                passed("before " + change, KILL.pass() != 0 || CHANGES.somethingChanged());
            }
            return;
        }
        for (Hook hook : KILL.hooks()) {
            if (hook.isAt(Hook.Edge.valueOf(edge), place) && says(hook, of, arguments)) {
                passed(hook.toString(), true);
            }
        }
    }

    private static boolean says(Hook hook, @Nullable Object of, Object[] arguments) {
        return hook.saying().isEmpty()
                || (Arrays.toString(arguments) + " " + Objects.toString(of)).contains(hook.saying());
    }

    private static void passed(String place, boolean fresh) {
        int number = PASSED.incrementAndGet();
        if (KILL.pass() == 0) {
            NOTED.add(new Passing(number, place, fresh, calls()));
        } else if (number == KILL.pass()) {
            System.err.println("dies " + place);
            System.err.flush();
            die();
        }
    }

    private static List<String> calls() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(
                                frame -> Stream.of("java.", "jdk.", "sun.", Tripwire.class.getPackageName())
                                        .noneMatch(frame.getClassName()::startsWith))
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                        .toList());
    }

    private static void die() {
        try {
            // By name: the compiler warns of the class, which has no replacement.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Object kill = signal.getConstructor(String.class).newInstance("KILL");
            signal.getMethod("raise", signal).invoke(null, kill);
        } catch (ReflectiveOperationException none) {
            Runtime.getRuntime().halt(137);
        }
    }
}
