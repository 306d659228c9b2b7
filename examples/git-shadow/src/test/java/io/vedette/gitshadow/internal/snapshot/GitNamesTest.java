package io.vedette.gitshadow.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real git program is the judge: what it takes into its index with all protections on it also checks out, and what
 * {@code git fsck --strict} finds fault with careful servers refuse.
 */
class GitNamesTest {
    private static final List<String> SEEDS = List.of(
            ".git",
            ".GIT",
            ".gIt",
            "git~1",
            "GIT~1",
            "git~2",
            ".git ",
            ".git.",
            ".git. .",
            ".git:x",
            ".git::$INDEX",
            "git~1 ",
            "git~1:a",
            ".gitx",
            ".git\\x",
            "x\\.git",
            "x\\.git\\y",
            "x\\git~1",
            "a\\b\\.GIT ",
            ".gitmodules",
            ".GITMODULES",
            ".gitmodules ",
            ".gitmodules:x",
            "gitmod~1",
            "GITMOD~4 ",
            "gitmod~5",
            "gi7eba~1",
            "gi7eb~12",
            "gi7e~123",
            "~1234567",
            "gi7eba~0",
            "gi7eba~9 .",
            "gi7d29~1",
            "x\\.gitmodules",
            ".gitignore",
            ".gitattributes",
            ".mailmap",
            ".g\u200cit",
            "\u200e.git",
            ".git\ufeff",
            ".\u202agitmodules",
            ".g\u0131t",
            ".g\u212ait",
            "git",
            "g",
            "~",
            ".",
            ".gi",
            "con",
            "a:b",
            "\\",
            "\\.git",
            "gi7eba~1\\",
            ".git\u00a0");
    private static final String EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    private static final String ALPHABET = ".gitGIT~1 2:\\modulesMOD7eba\u200c";

    @TempDir
    Path directory;

    @Test
    @Tag("slow")
    void refusesWhatGitRefuses() throws Exception {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        Random random = new Random(seed);
        Set<String> names = new HashSet<>(SEEDS);
        for (int i = 0; i < 400; i++) {
            names.add(mutated(SEEDS.get(random.nextInt(SEEDS.size())), random));
        }
        names.removeIf(n -> n.isEmpty() || n.equals(".") || n.equals("..") || n.contains("/"));

        for (boolean link : new boolean[] {false, true}) {
            Set<String> accepted = acceptedByGit(new ArrayList<>(names), link ? "120000" : "100644");
            for (String name : names) {
                assertThat(GitNames.refusal(name.getBytes(StandardCharsets.UTF_8), link) == null)
                        .as("%s %s accepted, -Dvedette.seed=%s", link ? "link" : "file", name, seed)
                        .isEqualTo(accepted.contains(name));
            }
        }
    }

    private static String mutated(String name, Random random) {
        StringBuilder text = new StringBuilder(name);
        for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
            int at = random.nextInt(text.length() + 1);
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, c);
                case 1 -> text.replace(at, Math.min(text.length(), at + 1), "");
                default -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(c));
            }
        }
        return text.toString();
    }

    private Set<String> acceptedByGit(List<String> names, String mode) throws Exception {
        git(new byte[0], "init", "-q", mode);
        String repository = directory.resolve(mode).toString();
        git(new byte[0], "-C", repository, "hash-object", "-w", "-t", "blob", "/dev/null");
        Map<String, String> byTree = new HashMap<>();
        for (String name : names) {
            byte[] index = line(mode + " " + EMPTY + " 0\t" + name);
            String refusal = git(
                    index,
                    "-C",
                    repository,
                    "-c",
                    "core.protectNTFS=true",
                    "-c",
                    "core.protectHFS=true",
                    "update-index",
                    "-z",
                    "--index-info");
            if (refusal.isEmpty()) {
                byte[] tree = line(mode + " blob " + EMPTY + "\t" + name);
                byTree.put(git(tree, "-C", repository, "mktree", "-z").strip(), name);
            }
        }
        git(new byte[0], "-C", repository, "fsck", "--strict").lines().forEach(finding -> {
            if (finding.startsWith("error in tree ")) {
                byTree.remove(finding.substring("error in tree ".length(), finding.indexOf(':')));
            }
        });
        return new HashSet<>(byTree.values());
    }

    private static byte[] line(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private String git(byte[] input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
