package io.vedette.observer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.vedette.engine.Lane;
import io.vedette.engine.Outcome;
import io.vedette.engine.Run;
import io.vedette.observer.LogKeys;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.standin.LogLines;
import io.vedette.observer.standin.Tale;
import io.vedette.testkit.standin.VirtualTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The phase of a read that failed is that of all other lines about its activity. */
class EngineNewsTest {

    private static final UnexpectedAnswer ODD = new UnexpectedAnswer("odd");

    private final HealthBoard health = new HealthBoard("exreg", new VirtualTime(), ObserverListener.NONE);
    private final EngineNews news = new EngineNews(ObserverListener.NONE, new Refusals(health));
    private final Empty activity = new Empty();

    @Test
    void onlyTheFirstRunLoadsAlsoIfItFoundNothing() {
        try (LogLines lines = new LogLines()) {
            fail(ODD);
            activity.acts();
            fail(null);
            fail(ODD);
            activity.acts();
            fail(null);

            assertThat(lines.at(Level.WARN, "cannot be read"))
                    .extracting(line -> line.getMDCPropertyMap().get(LogKeys.PHASE))
                    .isEqualTo(List.of("load", "load", "live", "live"));
        }
    }

    private void fail(@Nullable Throwable error) {
        news.backedOff(activity, "odd", error, 1, Instant.EPOCH);
    }

    /** Whatever it reads, nothing is there. */
    private static final class Empty extends EntityActivity {
        @Override
        public EntityKey key() {
            return EntityKey.of(Tale.repo(1).aggregate());
        }

        @Override
        public String role() {
            return "";
        }

        @Override
        public Lane lane() {
            return new Lane("test");
        }

        @Override
        public long tail() {
            return 0;
        }

        @Override
        public boolean fold(Object riding) {
            return false;
        }

        @Override
        public Mono<Void> fetch() {
            return Mono.empty();
        }

        @Override
        public Mono<Outcome> act(Run run) {
            return Mono.empty();
        }
    }
}
