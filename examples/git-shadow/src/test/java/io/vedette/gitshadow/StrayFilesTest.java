package io.vedette.gitshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Files in the shadow folder that nobody but a person can have put or spoilt there. */
class StrayFilesTest extends EstateTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.vedette.gitshadow");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() throws IOException {
        HalfDone.fill(estate);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {".moves", ".modes"})
    void aStrayFileIsNamedAndTheFileServerStarts(String directory) {
        Path stray = Trees.file(estate.shadows("one"), directory + "/README", "x");

        try (GitShadow one = estate.open("one")) {
            assertThat(Estate.getRepo(one, estate.info("one", "foo"))).isNotNull();
        }

        assertThat(warnings()).containsExactly(stray + " is not named as a repository: it is not read, move it away");
    }

    @Test
    void aDamagedListOfFormerModesStopsItsRepositoryAlone() {
        RepoInfo repo = estate.info("one", "foo");
        Path list = Trees.file(estate.shadows("one"), ".modes/" + repo.repo(), "FROZ");
        String words = list + " is damaged: restore it from a backup, or delete it and give the files of its repository"
                + " their modes by hand";

        try (GitShadow one = estate.open("one")) {
            assertThat(warnings()).containsExactly(words);
            assertThatThrownBy(() -> Estate.unfreeze(one, repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining(words);
            assertThat(one.status(repo.repo()).blockOptional(Server.SOON)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "workflow x", "stage HALF"})
    void aDamagedJournalStopsItsRepositoryAlone(String text) throws IOException {
        HalfDone.MOVE.call(estate);
        RepoInfo repo = estate.info("two", "foo");
        Path journal =
                estate.shadows("two").resolve(".moves").resolve(repo.repo().toString());
        Files.writeString(journal, text);

        try (GitShadow two = estate.open("two")) {
            assertThatThrownBy(() -> Estate.getRepo(two, repo))
                    .isInstanceOf(StrongError.class)
                    .hasMessageContaining(journal + " is damaged: restore it from a backup");
        }
        assertThat(old).isDirectory();
    }

    private List<String> warnings() {
        return lines.list.stream()
                .filter(line -> line.getLevel().equals(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
