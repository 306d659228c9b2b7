package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When {@code ./vedette} builds, over a Maven and a Java that only note how they were called. */
class LauncherTest {

    @TempDir
    Path folder;

    private Path home;
    private Path source;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        source = home.resolve("cli/src/main/java/Some.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class Some {}");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("..", "vedette"), home.resolve("vedette"));
        Path tools = Files.createDirectories(folder.resolve("tools"));
        program(tools.resolve("mvn"), """
                echo "$*" >>"$NOTES/mvn"
                [ ! -e "$NOTES/fail" ] || { echo "Some.java:1: what is this"; exit 1; }
                for arg in "$@"; do
                  case $arg in -Dvedette.app.lib=*) lib=${arg#*=}; mkdir -p "$lib"; touch "$lib/it.jar" ;; esac
                done
                [ ! -e "$NOTES/edit" ] || until [ "$(cat "$NOTES/edit")" -nt "$lib/../started" ]; do
                  touch "$(cat "$NOTES/edit")"
                done
                """);
        program(tools.resolve("java"), "echo \"$*\" >>\"$NOTES/java\"\n");
        Files.createDirectories(folder.resolve("notes"));
        age(source, 60);
        age(home.resolve("pom.xml"), 60);
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path file, long seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private ProcessBuilder launcher(String... args) {
        List<String> command = new ArrayList<>(List.of(home.resolve("vedette").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.remove("JAVA_HOME");
        environment.put("PATH", folder.resolve("tools") + ":" + environment.get("PATH"));
        environment.put("NOTES", folder.resolve("notes").toString());
        return builder;
    }

    private Shell.Result run(String... args) throws Exception {
        return Shell.tryRun(launcher(args));
    }

    private List<String> notes(String of) throws IOException {
        Path file = folder.resolve("notes").resolve(of);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
        assertThat(run("demo", "--once").exit()).isZero();
        assertThat(run("get", "repos").exit()).isZero();

        assertThat(notes("mvn")).singleElement().asString().contains("-Papp", "-pl cli -am package");
        assertThat(notes("java"))
                .hasSize(2)
                .allMatch(call -> call.contains("/lib/* io.vedette.cli.Vedette "))
                .satisfies(calls -> assertThat(calls.get(0)).endsWith("Vedette demo --once"));
    }

    @Test
    void itMayBeStartedThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("vedette"));
        ProcessBuilder builder = launcher();
        builder.command(link.toString(), "--version")
                .directory(folder.resolve("notes").toFile());

        assertThat(Shell.tryRun(builder).exit()).isZero();

        assertThat(notes("java")).singleElement().asString().contains(home + "/target/app/build.");
    }

    @Test
    void aSourceThatChangedIsBuiltAgainBesideTheFormerBuild() throws Exception {
        run();
        Files.writeString(source, "class Some { int more; }");

        run();

        assertThat(notes("mvn")).hasSize(2);
        assertThat(builds()).hasSize(2);
        assertThat(notes("java").get(0)).isNotEqualTo(notes("java").get(1));
    }

    @Test
    void aSourceThatIsGoneIsBuiltWithout() throws Exception {
        run();
        Files.delete(source);

        run();

        assertThat(notes("mvn")).hasSize(2);
    }

    @Test
    void aTestThatChangedIsNoReasonToBuild() throws Exception {
        run();
        Path test = Files.createDirectories(home.resolve("cli/src/test/java"));
        Files.writeString(test.resolve("SomeTest.java"), "class SomeTest {}");

        run();

        assertThat(notes("mvn")).hasSize(1);
    }

    @Test
    void aSourceThatChangesDuringTheBuildCountsAsChanged() throws Exception {
        Files.writeString(folder.resolve("notes/edit"), source.toString());
        run();
        Files.delete(folder.resolve("notes/edit"));

        run();

        assertThat(notes("mvn")).hasSize(2);
    }

    @Test
    void aBuildThatFailsSaysWhyAndStartsNothing() throws Exception {
        Files.createFile(folder.resolve("notes/fail"));

        Shell.Result failed = run("demo");

        assertThat(failed.exit()).isEqualTo(2);
        assertThat(failed.text()).contains("Some.java:1: what is this", "the build failed");
        assertThat(notes("java")).isEmpty();
        assertThat(builds()).isEmpty();
    }

    @Test
    void afterAFailedBuildTheFormerOneIsNotRunInstead() throws Exception {
        run();
        Files.writeString(source, "class Some { wrong }");
        Files.createFile(folder.resolve("notes/fail"));

        assertThat(run().exit()).isEqualTo(2);

        assertThat(notes("java")).hasSize(1);
    }

    @Test
    void startsAtTheSameTimeBuildOnce() throws Exception {
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            starts.add(launcher("number", "" + i)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }

        for (Process each : starts) {
            assertThat(each.waitFor()).isZero();
        }
        assertThat(notes("mvn")).hasSize(1);
        assertThat(notes("java")).hasSize(6);
    }

    @Test
    void onlyTheTwoNewestBuildsAreKept() throws Exception {
        for (int i = 0; i < 4; i++) {
            Files.writeString(source, "class Some { int i = " + i + "; }");
            run();
        }

        assertThat(builds()).hasSize(2);
        assertThat(home.resolve("target/app/current/lib/it.jar")).exists();
    }

    private List<Path> builds() throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("target/app"))) {
            return all.filter(each -> each.getFileName().toString().startsWith("build."))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
