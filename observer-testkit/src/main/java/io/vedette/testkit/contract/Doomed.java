package io.vedette.testkit.contract;

import io.vedette.testkit.kill.Tripwire;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The main class of a process that makes one call: of a {@link Fork}. */
final class Doomed {

    private Doomed() {}

    public static void main(String[] arguments) throws Exception {
        try {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Contract<?> contract = make(Class.forName(arguments[0]));
            if (input.readLine() != null) {
                play(contract, Path.of(arguments[1]), arguments[2]);
                Files.write(Path.of(arguments[3]), lines());
            }
        } catch (Throwable failed) {
            failed.printStackTrace();
            Runtime.getRuntime().halt(3);
        }
        Runtime.getRuntime().halt(0);
    }

    private static <T> void play(Contract<T> contract, Path folder, String call) throws Exception {
        Deed<T> deed = contract.deeds().stream()
                .filter(each -> each.call().equals(call))
                .findFirst()
                .orElseThrow();
        Stage<T> stage = Stage.in(contract, folder);
        stage.prepare();
        stage.open();
        stage.lead(deed, stage.first());
        Tripwire.arm();
        stage.succeed(deed, stage.first(), 1);
        Tripwire.pass("when it had ended, but nobody had heard of it yet");
        Tripwire.disarm();
    }

    private static List<String> lines() {
        return Tripwire.noted().stream()
                .map(each -> each.number() + "\t" + each.fresh() + "\t"
                        + each.place().replaceAll("\\s", " "))
                .toList();
    }

    /** The user's test class, as JUnit would make it. */
    static Contract<?> make(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Contract<?>) constructor.newInstance();
    }
}
