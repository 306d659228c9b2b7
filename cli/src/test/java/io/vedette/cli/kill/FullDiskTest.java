package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.cli.Shell;
import io.vedette.cli.VedetteProcess;
import io.vedette.domain.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the registry or of the observer is full for a while, also across a kill. */
@Tag("slow")
@Timeout(400)
class FullDiskTest {

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());

    @TempDir
    Path folder;

    private Shortage ofData;
    private Shortage ofShadows;
    private Estate estate;

    @BeforeEach
    void settle() throws Exception {
        System.out.println("FullDiskTest seed " + seed);
        ofData = Shortage.of(folder.resolve("data"), 192);
        ofShadows = Shortage.of(folder.resolve("shadow"), 64);
        estate = new Estate(folder, new Random(seed));
        estate.startRegistry(List.of());
        estate.startObserver(List.of());
        estate.send(List.of(estate.wish(), estate.wish(), estate.vainWish()));
        estate.awaitSettled();
    }

    @AfterEach
    void close() throws Exception {
        estate.close();
        ofData.close();
        ofShadows.close();
    }

    @Test
    void aRegistryWithoutSpaceRefusesCommandsWithTheReasonAnswersQueriesAndGoesOn() throws Exception {
        ofData.begin(estate.registry());
        // On a busy machine the time may be over before it has answered at all.
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Shell.Result refused = vedette("create", "registry", "another", "--timeout", "3s");
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(refused.text()).containsAnyOf("the disk of data has", ofData.words());
        });
        assertThat(vedette("get", "repos", "exreg").text()).contains("/ex/r0", "/ex/r1");

        estate.send(List.of(estate.wish(), estate.vainWish()));
        assertThat(vedette("create", "registry", "another", "--timeout", "3s").exit())
                .isEqualTo(3);
        ofData.end(estate.registry());
        estate.awaitSettled();
        assertThat(vedette("create", "registry", "another").exit()).isZero();
    }

    @Test
    void aRegistryThatIsKilledWithoutSpaceGoesOnOnceThereIsSomeAgain() throws Exception {
        ofData.begin(estate.registry());
        estate.send(List.of(estate.wish(), estate.vainWish()));
        assertThat(vedette("create", "registry", "another", "--timeout", "2s").exit())
                .isEqualTo(3);
        estate.registry().kill();

        if (ofData.isOfDisk()) {
            estate.startRegistry(List.of());
            VedetteProcess started = estate.registry();
            if (started.awaitSaidOrEnded("registry listens on ")) {
                assertThat(vedette("get", "repos", "exreg").text()).contains("/ex/r0", "/ex/r1");
                started.kill();
            } else {
                assertThat(started.exitValue()).isNotZero();
                Awaitility.await()
                        .untilAsserted(
                                () -> assertThat(started.err()).anyMatch(line -> line.contains("without free space")));
            }
        }
        ofData.end(estate.registry());
        estate.startRegistry(List.of());
        estate.awaitSettledInAll();
    }

    @Test
    void anObserverWithoutSpaceStoresTheReasonLeavesNothingHalfMadeAndGoesOn() throws Exception {
        List<Path> before = estate.shadows.visible();
        ofShadows.begin(estate.observer());
        Command wish = estate.wish();
        estate.send(List.of(wish));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(vedette("get", "repo", "/ex/r2", "--registry", "exreg", "-o", "jsonl")
                                .text())
                        .contains(ofShadows.words()));
        assertThat(estate.shadows.visible()).isEqualTo(before);
        assertThat(estate.shadows.leftovers()).isEmpty();
        assertThat(vedette("get", "repos", "exreg").text()).contains("/ex/r0", "/ex/r1");

        ofShadows.end(estate.observer());
        estate.awaitSettledInAll();
    }

    @Test
    void anObserverThatIsKilledWithoutSpaceGoesOnOnceThereIsSomeAgain() throws Exception {
        ofShadows.begin(estate.observer());
        String changed = estate.change();
        estate.send(List.of(estate.wish()));
        estate.observer()
                .awaitSaid("/ex/" + changed + ": cannot follow its directory, tries again: .*" + ofShadows.words());
        estate.observer().kill();
        estate.checkNothingHalfMade();

        estate.startObserver(List.of());
        estate.observer().awaitSaid("git clients connect");
        ofShadows.end(estate.observer());
        estate.awaitSettledInAll();
    }

    private Shell.Result vedette(String... args) throws Exception {
        List<String> command = VedetteProcess.command(args);
        command.addAll(List.of("--server", estate.address()));
        return Shell.tryRun(Files.createDirectories(folder.resolve("elsewhere")), command);
    }
}
