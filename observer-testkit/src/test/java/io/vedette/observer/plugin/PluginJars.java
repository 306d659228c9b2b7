package io.vedette.observer.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles sources into plug-in jars. */
final class PluginJars {

    private static final String SERVICES = "META-INF/services/" + PluginProvider.class.getName();

    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<String> providers = new ArrayList<>();
    private @Nullable String api = "1";

    PluginJars(Path folder) {
        this.folder = folder;
    }

    PluginJars api(@Nullable String value) {
        api = value;
        return this;
    }

    PluginJars source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /** A file as it is; one that was compiled under the same name is replaced by it. */
    PluginJars entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    /** A copy of a class of the program. */
    PluginJars copyOf(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            return entry(name, bytes.readAllBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    PluginJars service(String className) {
        providers.add(className);
        return this;
    }

    /** A provider with these members. */
    PluginJars provider(String className, String members) {
        String text = """
                package com.example.plugin;

                import io.vedette.domain.*;
                import io.vedette.observer.*;
                import io.vedette.observer.plugin.*;
                import java.util.*;
                import reactor.core.publisher.Mono;

                public class %s implements PluginProvider {
                    public String name() { return "%s"; }
                %s
                }
                """.formatted(className, className.toLowerCase(java.util.Locale.ROOT), members);
        return source("com.example.plugin." + className, text).service("com.example.plugin." + className);
    }

    /** A provider whose plug-in has these members. */
    PluginJars opening(String className, String pluginMembers) {
        return provider(
                className,
                "public Plugin open(PluginContext context) { return new Plugin() {\n" + pluginMembers + "\n}; }");
    }

    /** A provider whose plug-in's processor has these bodies. */
    PluginJars processor(String className, String enable, String disable) {
        return opening(className, """
                public Processor processor() {
                    return new Processor() {
                        public Mono<Void> enableRepo(RepoInfo info, Cause cause) { %s }
                        public Mono<Void> disableRepo(RepoId repo, Cause cause) { %s }
                    };
                }
                """.formatted(enable, disable));
    }

    Path jar(String name) {
        try {
            Path classes = compiled(name);
            Path jar = folder.resolve(name + ".jar");
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "0.3");
            if (api != null) {
                manifest.getMainAttributes().putValue(PluginApi.ATTRIBUTE, api);
            }
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest);
                    Stream<Path> files = Files.walk(classes)) {
                Map<String, byte[]> all = new LinkedHashMap<>();
                for (Path each : files.filter(Files::isRegularFile).toList()) {
                    all.put(classes.relativize(each).toString(), Files.readAllBytes(each));
                }
                if (!providers.isEmpty()) {
                    all.put(SERVICES, String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
                }
                all.putAll(entries);
                for (Map.Entry<String, byte[]> each : all.entrySet()) {
                    out.putNextEntry(new ZipEntry(each.getKey()));
                    out.write(each.getValue());
                }
            }
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path compiled(String name) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        Path texts = Files.createDirectories(folder.resolve(name + "-sources"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = texts.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        if (!sources.isEmpty()
                && ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the sources of " + name + " do not compile");
        }
        return classes;
    }
}
