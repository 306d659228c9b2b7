package io.vedette.observer.internal.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.observer.Blocking;
import io.vedette.observer.BlockingInitializer;
import io.vedette.observer.BlockingProcessor;
import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import io.vedette.observer.plugin.Plugin;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginProvider;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;

/** The list of shared packages is as long as it must be. */
class SharedPackagesTest {

    private static final Pattern TYPE_NAME = Pattern.compile("[a-z][\\w.]*\\.[A-Z][\\w$]*");

    @ParameterizedTest
    @ValueSource(classes = {Mono.class, Logger.class, Publisher.class, NullMarked.class})
    void eachPackageOfASharedLibraryIsNamed(Class<?> ofLibrary) throws Exception {
        assertThat(classesBeside(ofLibrary)).isNotEmpty().allMatch(SharedPackages::hold);
    }

    private static List<String> classesBeside(Class<?> type) throws Exception {
        File place = new File(
                type.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile jar = new JarFile(place)) {
            return jar.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
                    .filter(name -> !name.equals("module-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .toList();
        }
    }

    @Test
    void whatAPluginWorksWithIsMadeOfSharedPackagesAlone() throws IOException {
        Deque<Class<?>> open = new ArrayDeque<>(List.of(
                PluginProvider.class,
                Plugin.class,
                PluginContext.class,
                Initializer.class,
                Processor.class,
                Blocking.class,
                BlockingInitializer.class,
                BlockingProcessor.class,
                StrongError.class,
                WeakError.class,
                StoredError.class));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            if (seen.add(next.getName())) {
                named(next)
                        .filter(type -> type.getName().startsWith("io.vedette."))
                        .forEach(open::push);
            }
        }

        assertThat(seen).contains("io.vedette.observer.Cause", "io.vedette.domain.RepoPath");
        assertThat(seen).allMatch(SharedPackages::hold);
    }

    /** The classes in the signatures of a class. */
    private static Stream<Class<?>> named(Class<?> type) {
        Stream<Type> types = Stream.concat(
                Stream.of(type.getMethods())
                        .flatMap(method -> Stream.concat(Stream.of(method.getGenericReturnType()), parameters(method))),
                Stream.of(type.getConstructors()).flatMap(SharedPackagesTest::parameters));
        return types.map(Type::getTypeName)
                .flatMap(name -> TYPE_NAME.matcher(name).results())
                .map(match -> loaded(match.group()));
    }

    private static Stream<Type> parameters(Executable code) {
        return Stream.of(code.getGenericParameterTypes());
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, SharedPackagesTest.class.getClassLoader());
        } catch (ClassNotFoundException unknown) {
            throw new AssertionError(unknown);
        }
    }

    @Test
    void nothingElseIsShared() {
        assertThat(List.of(
                        "io.vedette.client.RegistryClient",
                        "io.vedette.observer.internal.ErrorText",
                        "io.vedette.observer.pluginx.Some",
                        "io.grpc.Status",
                        "reactor.netty.Some",
                        "org.slf4j.bridge.SLF4JBridgeHandler",
                        "Unnamed"))
                .noneMatch(SharedPackages::hold);
    }
}
