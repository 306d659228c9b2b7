package io.vedette.testkit.kill;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the classes into a program in which {@link Cuts} has cut its hooks. */
public final class HookAgent {

    /** The property whose value is the consumer of what is passed. */
    static final String WIRE = "vedette.kill.wire";

    private HookAgent() {}

    /** Called by the Java machine before the program begins. */
    public static void premain(String nothing, Instrumentation machine) throws IOException, UnmodifiableClassException {
        Map<String, byte[]> cut = read(Path.of(Objects.requireNonNull(System.getProperty(Kill.CUTS))));
        System.getProperties().put(WIRE, Tripwire.wire());
        machine.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte @Nullable [] transform(
                            ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] file) {
                        return cut.get(name);
                    }
                },
                true);
        if (Kill.ofThisProcess().changesBelow() != null) {
            machine.retransformClasses(FileChanges.classes());
        }
    }

    private static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path file : found) {
                files.put(file.getFileName().toString().replace('.', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
