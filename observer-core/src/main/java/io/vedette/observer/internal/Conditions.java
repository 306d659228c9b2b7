package io.vedette.observer.internal;

import io.vedette.engine.LogContext;
import io.vedette.observer.Condition;
import io.vedette.observer.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** What is wrong with the observer as a whole. Any thread. */
final class Conditions {

    /**
     * Something that is wrong.
     *
     * @param subject what
     * @param why a sentence
     * @param advice what an operator can do
     */
    record Finding(String subject, String why, String advice) {}

    private static final Logger log = LoggerFactory.getLogger(Conditions.class);

    private final Scheduler clock;
    private final HealthBoard health;
    private volatile List<Condition> prefixes = List.of();

    Conditions(Scheduler clock, HealthBoard health) {
        this.clock = clock;
        this.health = health;
    }

    /** What is wrong with the prefixes from now on; what is as it was keeps its time. */
    synchronized void prefixes(List<Finding> findings) {
        try (LogContext about = health.about()) {
            compare(findings);
        }
    }

    private void compare(List<Finding> findings) {
        Instant now = Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
        List<Condition> before = prefixes;
        List<Condition> after = new ArrayList<>(findings.size());
        for (Finding each : findings) {
            Condition last = before.stream()
                    .filter(one -> one.subject().equals(each.subject()))
                    .findFirst()
                    .orElse(null);
            if (last == null || !last.why().equals(each.why())) {
                log.warn("{}: {}; {}", each.subject(), each.why(), each.advice());
            }
            Instant since = last == null ? now : last.since();
            after.add(new Condition(each.subject(), each.why(), since, each.advice()));
        }
        for (Condition each : before) {
            if (after.stream().noneMatch(one -> one.subject().equals(each.subject()))) {
                log.info("{}: over is that {}", each.subject(), each.why());
            }
        }
        prefixes = List.copyOf(after);
    }

    /** All that is wrong now. */
    List<Condition> now(Health health) {
        List<Condition> all = new ArrayList<>();
        if (health.status() == Health.Status.DOWN || health.status() == Health.Status.STARTING) {
            all.add(new Condition(
                    "signals",
                    "no signals come from the registry since " + health.since() + ": " + health.reason()
                            + "; connecting is tried again at least every 5 s, and nothing that is missed is lost",
                    health.since(),
                    "look whether the registry server is well and can be reached from here: vedette get registries"));
        }
        all.addAll(prefixes);
        return all;
    }
}
