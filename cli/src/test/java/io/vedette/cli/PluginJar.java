package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** Builds plug-ins from a few lines of source, as a person would with the tools of the JDK. */
final class PluginJar {

    private PluginJar() {}

    /** A plug-in called {@code test}, whose {@code Plugin} has these members. */
    static Path of(Path folder, String members) throws IOException {
        return of(folder, "", members);
    }

    /** A plug-in that can rehearse; its {@code Plugin} sees its {@code context}. */
    static Path rehearsing(Path folder, String members) throws IOException {
        String provider = """
                public boolean canRehearse() { return true; }
                public java.util.Set<String> options() { return java.util.Set.of("log"); }
                """;
        return of(Files.createDirectories(folder), provider, members);
    }

    private static Path of(Path folder, String provider, String members) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("plugin-classes"));
        Path source = Files.writeString(folder.resolve("TestProvider.java"), """
                package com.example.test;

                import io.vedette.domain.*;
                import io.vedette.observer.*;
                import io.vedette.observer.plugin.*;
                import reactor.core.publisher.Mono;

                public class TestProvider implements PluginProvider {
                    public String name() { return "test"; }
                    %s
                    public Plugin open(PluginContext context) {
                        return new Plugin() {
                            %s
                        };
                    }
                }
                """.formatted(provider, members));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("io.vedette.observer.plugin.PluginProvider"), "com.example.test.TestProvider\n");
        Path manifest = Files.writeString(folder.resolve("manifest.txt"), "Vedette-Plugin-Api: 1\n");
        Path jar = folder.resolve("test.jar");

        run("javac", "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes + "", source + "");
        run("jar", "--create", "--file", jar + "", "--manifest", manifest + "", "-C", classes + "", ".");
        return jar;
    }

    static void run(String tool, String... arguments) {
        assertThat(ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments))
                .isZero();
    }
}
