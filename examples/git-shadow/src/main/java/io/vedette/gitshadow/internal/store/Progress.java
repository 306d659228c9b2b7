package io.vedette.gitshadow.internal.store;

import io.vedette.gitshadow.internal.snapshot.ScanListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line now and then while a long scan runs. */
final class Progress implements ScanListener {
    private static final Logger log = LoggerFactory.getLogger(Progress.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final String repository;
    private final Clock clock;
    private Instant next;

    Progress(String repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
        this.next = clock.instant().plus(EVERY);
    }

    @Override
    public void counted(long files, long bytes) {
        Instant now = clock.instant();
        if (now.isAfter(next)) {
            next = now.plus(EVERY);
            log.info("{}: {} files, {} MiB so far", repository, files, bytes >> 20);
        }
    }
}
