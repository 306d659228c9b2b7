package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.testkit.kill.Kill;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills each call between any two changes of files, and makes it again. */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MoveAndFreezeKillTest {
    private static final int KILLED = 128 + 9;

    @TempDir
    Path sandbox;

    @ParameterizedTest
    @EnumSource
    void aCallThatWasKilledAnywhereEndsAsIfNothingHadHappened(HalfDone call) throws Exception {
        Estate estate = new Estate(sandbox.toRealPath().resolve("estate"));
        Doomed living = Doomed.start(sandbox, call, estate, 0);
        call.prepare(estate);
        assertThat(living.go()).isZero();
        Map<String, String> expected = call.outcome(estate);
        Map<String, String> shadows = listing(estate);
        List<String> places = living.noted();
        assertThat(places).isNotEmpty();

        int killed = 0;
        Doomed next = Doomed.start(sandbox, call, estate, pass(places.get(0)));
        try {
            for (int i = 0; i < places.size(); i++) {
                Trees.delete(estate.folder());
                call.prepare(estate);
                boolean died = next.go() == KILLED;
                if (i + 1 < places.size()) {
                    // It gets ready meanwhile.
                    next = Doomed.start(sandbox, call, estate, pass(places.get(i + 1)));
                }
                if (died) {
                    killed++;
                    call.call(estate);
                }
                assertThat(call.outcome(estate)).as(places.get(i)).isEqualTo(expected);
                assertThat(listing(estate)).as(places.get(i)).isEqualTo(shadows);
            }
        } finally {
            next.process().destroyForcibly().waitFor();
        }
        System.out.println(call + ": killed at " + killed + " of " + places.size() + " places");
        assertThat(killed).isGreaterThan(places.size() / 2);
    }

    private static int pass(String place) {
        return Integer.parseInt(place.substring(0, place.indexOf('\t')));
    }

    /** The names outside of repositories: nothing half made lies about. */
    private static Map<String, String> listing(Estate estate) {
        Map<String, String> names = estate.state();
        names.keySet().removeIf(name -> !name.contains("-shadows/") || name.contains(".git/"));
        names.replaceAll((name, fact) -> "there");
        return names;
    }

    private record Doomed(Process process, Path notes, Path errors) {

        static Doomed start(Path sandbox, HalfDone call, Estate estate, int pass) throws IOException {
            Path own = Files.createTempDirectory(sandbox, "fork");
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData"));
            command.addAll(new Kill(List.of(), estate.folder(), pass, null).options(sandbox));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), HalfDone.class.getName()));
            command.addAll(List.of(
                    call.name(),
                    estate.folder().toString(),
                    own.resolve("notes").toString()));
            Process process = new ProcessBuilder(command)
                    .redirectOutput(own.resolve("out").toFile())
                    .redirectError(own.resolve("errors").toFile())
                    .start();
            return new Doomed(process, own.resolve("notes"), own.resolve("errors"));
        }

        /** Lets it make its call; how it ended. */
        int go() throws Exception {
            try (OutputStream input = process.getOutputStream()) {
                input.write("go\n".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            int exit = process.exitValue();
            assertThat(exit).as(Files.readString(errors)).isIn(0, KILLED);
            return exit;
        }

        List<String> noted() throws IOException {
            return Files.readAllLines(notes);
        }
    }
}
