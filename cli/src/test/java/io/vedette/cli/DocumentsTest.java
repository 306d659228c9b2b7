package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to is there, and every command in them is run. */
class DocumentsTest {

    private static final Path HOME = Tutorial.home();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Map.Entry<Path, String> page : pages().entrySet()) {
            for (String link : found(LINK, page.getValue())) {
                links++;
                String target = link.replaceFirst("#.*", "");
                if (!link.contains("://") && !Files.exists(page.getKey().resolveSibling(target))) {
                    dead.add(HOME.relativize(page.getKey()) + ": " + link);
                }
            }
        }

        assertThat(dead).isEmpty();
        assertThat(links).isGreaterThan(15);
    }

    @Test
    void everyPageIsReachedFromTheIndex() throws IOException {
        Path index = HOME.resolve("docs/README.md");
        Set<Path> listed = found(LINK, Files.readString(index)).stream()
                .map(link -> index.resolveSibling(link).normalize())
                .collect(Collectors.toSet());

        Set<Path> pages = pages().keySet().stream()
                .filter(page -> page.startsWith(HOME.resolve("docs")) && !page.equals(index))
                .collect(Collectors.toSet());

        assertThat(listed).containsAll(pages);
    }

    @Test
    void everyTestThatAPageNamesExists() throws IOException {
        Map<String, List<String>> tests = new HashMap<>();
        for (Path source : sources()) {
            tests.computeIfAbsent(source.getFileName().toString(), name -> new ArrayList<>())
                    .add(Files.readString(source));
        }
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Map.Entry<Path, String> page : pages().entrySet()) {
            for (MatchResult match : TEST.matcher(page.getValue()).results().toList()) {
                named++;
                List<String> files = tests.getOrDefault(match.group(1) + ".java", List.of());
                boolean there = match.group(2) == null
                        ? !files.isEmpty()
                        : files.stream().anyMatch(file -> file.contains("void " + match.group(2) + "("));
                if (!there) {
                    missing.add(HOME.relativize(page.getKey()) + ": " + match.group());
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(25);
    }

    @Test
    void everyPageWithCommandsIsRunByATest() throws IOException {
        String runs = Stream.of(
                        "TutorialTest", "PluginTutorialTest", "WorkflowTutorialTest", "HowToTest", "WorkflowHowToTest")
                .map(DocumentsTest::test)
                .collect(Collectors.joining());
        List<String> idle = new ArrayList<>();
        for (Map.Entry<Path, String> page : pages().entrySet()) {
            String name = HOME.resolve("docs").relativize(page.getKey()).toString();
            if (page.getValue().contains("```sh") && !runs.contains("\"" + name + "\", folder)")) {
                idle.add(name);
            }
        }

        assertThat(idle).isEmpty();
    }

    private static String test(String name) {
        try {
            return Files.readString(HOME.resolve("cli/src/test/java/io/vedette/cli/" + name + ".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<Path, String> pages() throws IOException {
        Map<Path, String> pages = new TreeMap<>();
        pages.put(HOME.resolve("README.md"), Files.readString(HOME.resolve("README.md")));
        try (Stream<Path> files = Files.walk(HOME.resolve("docs"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".md")).toList()) {
                pages.put(file, Files.readString(file));
            }
        }
        return pages;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                // What others write meanwhile is none of ours.
                return Set.of(".git", "target").contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().contains("/src/test/java/")
                        && file.toString().endsWith("Test.java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
