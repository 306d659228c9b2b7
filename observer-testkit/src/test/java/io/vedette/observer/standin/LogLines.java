package io.vedette.observer.standin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the observer and its engine log, from its opening to its end. */
public final class LogLines implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.vedette");
    private final Level before = logger.getLevel();
    private final boolean additive = logger.isAdditive();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // or the entries would be read later
            super.append(event);
        }
    };

    public LogLines() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    /** The lines of a level that contain a text. */
    public List<ILoggingEvent> at(Level level, String text) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel().equals(level)
                        && line.getFormattedMessage().contains(text))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setAdditive(additive);
        logger.setLevel(before);
    }
}
