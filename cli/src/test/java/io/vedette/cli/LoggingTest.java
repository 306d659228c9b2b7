package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What the program logs, and how. */
class LoggingTest {

    private final LoggerContext logs = new LoggerContext();

    @Test
    void aLineHasTheEntriesThatAreThere() {
        new Logging().configure(logs);

        assertThat(line("io.vedette.observer.Observer", Map.of("entity", "r1", "attempt", "2")))
                .endsWith(" WARN  Observer a disk is full entity=r1 attempt=2\n")
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) .*\n");
        assertThat(line("io.vedette.server.Links", Map.of())).endsWith(" WARN  Links a disk is full\n");
    }

    @Test
    void librariesAreHeardFromWarningsOn() {
        new Logging().configure(logs);

        assertThat(logs.getLogger("io.vedette.observer").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(logs.getLogger("io.netty").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void isWhatLogbackFinds() {
        assertThat(ServiceLoader.load(Configurator.class))
                .anyMatch(each -> each.getClass().equals(Logging.class));
    }

    @Test
    void aFileThatIsNamedGoesFirst() {
        String before = System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, "own.xml");
        try {
            assertThat(new Logging().configure(logs)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
            assertThat(logs.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                    .isExhausted();
        } finally {
            if (before == null) {
                System.clearProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
            } else {
                System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, before);
            }
        }
    }

    private String line(String logger, Map<String, String> entries) {
        LoggingEvent event =
                new LoggingEvent("caller", logs.getLogger(logger), Level.WARN, "a disk is full", null, new Object[0]);
        event.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
        event.setMDCPropertyMap(new LinkedHashMap<>(entries));
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
