package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.testkit.kill.Kill;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills each call between two changes of files, and makes it again. One round dies once for each kind of change: at one of
 * those that the same code makes, as in a loop. Several rounds die between any two changes there are.
 */
@Tag("slow")
@Tag("faults")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MoveAndFreezeKillTest {
    private static final boolean EVERYWHERE = Integer.getInteger("vedette.rounds", 1) > 1;
    private static final long SEED = Long.getLong("vedette.seed", System.nanoTime());
    private static final int KILLED = 128 + 9;

    /** The kinds of changes that calls have died at; some calls share most of their code. */
    private static final Set<String> DIED_AT = new HashSet<>();

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
        List<Place> places = EVERYWHERE ? living.noted() : oneOfEachKind(living.noted());
        assertThat(places).isNotEmpty();

        int killed = 0;
        Doomed next = Doomed.start(sandbox, call, estate, places.get(0).pass());
        try {
            for (int i = 0; i < places.size(); i++) {
                Trees.delete(estate.folder());
                call.prepare(estate);
                boolean died = next.go() == KILLED;
                if (i + 1 < places.size()) {
                    // It gets ready meanwhile.
                    next = Doomed.start(sandbox, call, estate, places.get(i + 1).pass());
                }
                if (died) {
                    killed++;
                    call.call(estate);
                }
                assertThat(call.outcome(estate)).as("%s", places.get(i)).isEqualTo(expected);
                assertThat(listing(estate)).as("%s", places.get(i)).isEqualTo(shadows);
            }
        } finally {
            next.process().destroyForcibly().waitFor();
        }
        System.out.println(call + ": killed at " + killed + " of " + places.size() + " places, -Dvedette.seed=" + SEED);
        assertThat(killed).isGreaterThan(places.size() / 2);
    }

    private static List<Place> oneOfEachKind(List<Place> places) {
        Map<String, List<Place>> kinds = new LinkedHashMap<>();
        places.stream()
                .filter(place -> !DIED_AT.contains(place.kind()))
                .forEach(place -> kinds.computeIfAbsent(place.kind(), kind -> new ArrayList<>())
                        .add(place));
        DIED_AT.addAll(kinds.keySet());
        Random random = new Random(SEED);
        return kinds.values().stream()
                .map(kind -> kind.get(random.nextInt(kind.size())))
                .toList();
    }

    /** The names outside of repositories: nothing half made lies about. */
    private static Map<String, String> listing(Estate estate) {
        Map<String, String> names = estate.state();
        names.keySet().removeIf(name -> !name.contains("-shadows/") || name.contains(".git/"));
        names.replaceAll((name, fact) -> "there");
        return names;
    }

    /** Just before a change of files, which was the how manieth; in what code; and of what. */
    private record Place(int pass, String kind, String change) {
        static Place of(String line) {
            String[] parts = line.split("\t", 3);
            return new Place(Integer.parseInt(parts[0]), parts[1], parts[2]);
        }
    }

    private record Doomed(Process process, Path notes, Path errors) {

        static Doomed start(Path sandbox, HalfDone call, Estate estate, int pass) throws IOException {
            Path own = Files.createTempDirectory(sandbox, "fork");
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData"));
            command.addAll(InitializerContractTest.JAVA_OPTIONS);
            command.addAll(new Kill(List.of(), estate.folder(), pass, null).options(sandbox));
            command.addAll(List.of("-cp", classPath(), HalfDone.class.getName()));
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

        List<Place> noted() throws IOException {
            return Files.readAllLines(notes).stream().map(Place::of).toList();
        }

        /** Reading the settings of a log takes longer than the call. */
        private static String classPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.contains("logback"))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
