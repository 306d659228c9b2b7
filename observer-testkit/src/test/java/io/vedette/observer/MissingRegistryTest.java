package io.vedette.observer;

import static ch.qos.logback.classic.Level.INFO;
import static ch.qos.logback.classic.Level.WARN;
import static io.vedette.observer.standin.Tale.registryAdded;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vedette.domain.AggregateId;
import io.vedette.domain.RegistryId;
import io.vedette.engine.Explanation;
import io.vedette.observer.internal.RegistryActivity;
import io.vedette.observer.standin.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MissingRegistryTest {

    private static final String NAME = "nope";
    private static final AggregateId ID = RegistryId.ofName(NAME).aggregate();
    private static final String SAID = "registry nope does not exist yet; it is followed as soon as it does";

    private final World world = new World();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RegistryActivity.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void hush() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void anObserverOfARegistryThatDoesNotExistYetSaysSoOnce() {
        world.start(builder -> builder.registry(NAME)).advance(Duration.ofHours(1));
        world.registry.drop();
        world.registry.restore();
        world.advance(Duration.ofHours(1));

        assertThat(said(WARN)).containsExactly(SAID);
        assertThat(explained().obstacle()).isEqualTo(SAID);
    }

    @Test
    void aRegistryThatComesIsFollowedAndThatIsSaid() {
        world.start(builder -> builder.registry(NAME));

        world.registry.append(ID, registryAdded());
        world.settle();

        assertThat(said(INFO)).containsExactly("registry nope exists now and is followed");
        assertThat(explained().obstacle()).isNull();
        assertThat(explained().tail()).isEqualTo(1);
    }

    @Test
    void nothingIsSaidOfARegistryThatExists() {
        world.registry.append(ID, registryAdded());

        world.start(builder -> builder.registry(NAME)).advance(Duration.ofHours(1));

        assertThat(said(WARN)).isEmpty();
        assertThat(said(INFO)).isEmpty();
    }

    private Explanation<AggregateId> explained() {
        AtomicReference<Explanation<AggregateId>> answer = new AtomicReference<>();
        world.observer().explain(ID).subscribe(answer::set);
        world.settle();
        return Objects.requireNonNull(answer.get());
    }

    /** Tests of other classes may be running and log too. */
    private List<String> said(Level level) {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(NAME))
                .toList();
    }
}
