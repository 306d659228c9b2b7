package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

/** Lines that the engine logs about an activity say which one, in which phase, and at which attempt. */
class LogEntriesTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(LazyEngine.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // or the entries would be read later
            super.append(event);
        }
    };
    private Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.WARN);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    @Test
    void aParkedActivityIsNamedWithItsPhaseAndItsAttempt() {
        World world = new World();
        world.start(new Probe("a").acting(run -> Mono.error(new IllegalStateException("broken"))));
        Probe later = world.sleeping(new Probe("b"));
        later.acting(run -> Mono.error(new IllegalStateException("broken")));
        world.news(later, 1);

        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.get(0).getMDCPropertyMap())
                .isEqualTo(Map.of("probe", "a", LogContext.PHASE, "load", LogContext.ATTEMPT, "1"));
        assertThat(lines.list.get(1).getMDCPropertyMap())
                .isEqualTo(Map.of("probe", "b", LogContext.PHASE, "live", LogContext.ATTEMPT, "1"));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void parkingByItsOwnOutcomeIsLoggedToo() {
        World world = new World();
        world.start(new Probe("a").answering(new Outcome.Park("its history is broken")));

        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage())
                .isEqualTo("a OWN is parked, the others go on: its history is broken");
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry(LogContext.PHASE, "load");
    }

    @Test
    void whatWasThereBeforeIsThereAgainAfterwards() {
        MDC.put("phase", "mine");
        try (LogContext outer = LogContext.open(Map.of("phase", "load", "attempt", "1"))) {
            assertThat(MDC.get("phase")).isEqualTo("load");
        } finally {
            assertThat(MDC.get("phase")).isEqualTo("mine");
            assertThat(MDC.get("attempt")).isNull();
            MDC.clear();
        }
    }
}
