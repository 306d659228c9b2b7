package io.vedette.testkit.junit;

import io.vedette.testkit.history.HistoryFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Finds the files of {@link Replay} and makes a test of each. */
final class ReplayExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Replay replay = context.getRequiredTestMethod().getAnnotation(Replay.class);
        if (replay == null) {
            throw new ExtensionConfigurationException(
                    "@Replay stands on the method itself: " + context.getRequiredTestMethod());
        }
        return Stream.of(replay.value())
                .flatMap(name -> files(context.getRequiredTestClass(), name).stream())
                .flatMap(file -> invocations(file, replay));
    }

    private static Stream<TestTemplateInvocationContext> invocations(Path file, Replay replay) {
        HistoryFile history = HistoryFile.of(file);
        return IntStream.rangeClosed(0, replay.interleavings())
                .mapToObj(seed -> new ReplayInvocation(file.getFileName().toString(), history, replay, seed));
    }

    private static List<Path> files(Class<?> test, String name) {
        URL resource = test.getResource(name);
        try {
            Path path = resource == null ? Path.of(name) : Path.of(resource.toURI());
            if (!Files.isDirectory(path)) {
                return List.of(path);
            }
            try (Stream<Path> all = Files.list(path)) {
                List<Path> histories = all.filter(each -> each.toString().endsWith(".jsonl"))
                        .sorted()
                        .toList();
                if (histories.isEmpty()) {
                    throw new ExtensionConfigurationException("no *.jsonl file is in the folder " + path);
                }
                return histories;
            }
        } catch (FileSystemNotFoundException packed) {
            throw new ExtensionConfigurationException(
                    "the resource " + name + " is in an archive, " + resource
                            + "; histories are read from files and folders: name a path or unpack them",
                    packed);
        } catch (IOException | URISyntaxException unreadable) {
            throw new ExtensionConfigurationException("cannot look for histories at " + name, unreadable);
        }
    }
}
